namespace DuckBus.Bench.Reports;

/// <summary>The figures of one suite.</summary>
/// <param name="Name">Its name on the command line: <c>pods</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Text">How it was measured.</param>
/// <param name="Figures">What was measured.</param>
public sealed record Suite(string Name, string Title, string Text, IReadOnlyList<Figure> Figures);
