namespace DuckBus.Dashboard.Bus;

/// <summary>A change that travels over the bus.</summary>
/// <param name="Number">Counts up.</param>
/// <param name="At">When it was published.</param>
/// <param name="To">Who acts on it next.</param>
/// <param name="Kind">What changed: <c>pod</c>, <c>node</c>, <c>lease</c>, …</param>
/// <param name="Name">The object.</param>
/// <param name="Changes">How many changes it stands for; more than one when they come too fast to be drawn singly.</param>
public sealed record Dot(long Number, DateTimeOffset At, Station To, string Kind, string Name, int Changes = 1);
