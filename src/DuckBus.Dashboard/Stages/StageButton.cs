namespace DuckBus.Dashboard.Stages;

/// <summary>A button of the bar, as it is at the moment.</summary>
/// <param name="Act">What it does.</param>
/// <param name="Label">What it says.</param>
/// <param name="Keys">The keys that press it, the first of which it shows.</param>
/// <param name="Tone">The name of its look.</param>
/// <param name="WhyNot">Why it cannot be pressed; null if it can.</param>
/// <param name="Hint">What it will do, in a sentence.</param>
public sealed record StageButton(string Act, string Label, IReadOnlyList<string> Keys, string Tone, string? WhyNot, string Hint);
