using DuckBus.Client.Queues;

namespace DuckBus.Dashboard.Worlds;

/// <summary>One plain sentence of the feed.</summary>
/// <param name="Number">Counts up.</param>
/// <param name="At">When.</param>
/// <param name="Tone">What kind of news it is.</param>
/// <param name="Text">The sentence.</param>
/// <param name="PodUid">The pod that it is about, if it is.</param>
/// <param name="Trigger">How the dashboard learned it; null where that does not apply.</param>
public sealed record Sentence(long Number, DateTimeOffset At, Tone Tone, string Text, string? PodUid = null, Trigger? Trigger = null);
