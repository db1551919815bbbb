namespace DuckBus.Dashboard.Stories;

/// <summary>A line of a pod's story.</summary>
/// <param name="At">When.</param>
/// <param name="Time">When, as people write it.</param>
/// <param name="Tone">The name of its look.</param>
/// <param name="Text">What happened.</param>
public sealed record StoryLine(DateTimeOffset At, string Time, string Tone, string Text);
