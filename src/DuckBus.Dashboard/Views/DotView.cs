namespace DuckBus.Dashboard.Views;

/// <summary>A change on the line.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Kind">What changed; also the name of its look.</param>
/// <param name="To">Where it goes, in percent of the line.</param>
/// <param name="Age">How long it has been under way, in seconds.</param>
/// <param name="Changes">How many changes it stands for.</param>
public sealed record DotView(long Number, string Kind, double To, double Age, int Changes);
