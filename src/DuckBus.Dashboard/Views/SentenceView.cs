namespace DuckBus.Dashboard.Views;

/// <summary>A sentence of the feed.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Time">When, as people write it.</param>
/// <param name="Tone">The name of its look.</param>
/// <param name="Sign">The sign before it.</param>
/// <param name="Text">The sentence.</param>
/// <param name="PodUid">The pod that it is about.</param>
/// <param name="Trigger">How it was learned, where that is worth a word.</param>
public sealed record SentenceView(long Number, string Time, string Tone, string Sign, string Text, string? PodUid, string? Trigger);
