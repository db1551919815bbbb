using DuckBus.Scheduler.Scores;

namespace DuckBus.Scheduler;

/// <summary>How to choose among the nodes that a pod may run on: the first score decides, each next one breaks its ties.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Scores">The scores, the weightiest first.</param>
public sealed record Strategy(string Name, IReadOnlyList<IScore> Scores)
{
    /// <summary>Node after node: the default on stage.</summary>
    public static Strategy RoundRobin { get; } = new("round-robin", [new PreferNoScheduleScore(), new PreferredNodeScore(), new SpreadScore(), new FewestPodsScore()]);

    /// <summary>Where most is left.</summary>
    public static Strategy LeastAllocated { get; } =
        new("least-allocated", [new PreferNoScheduleScore(), new PreferredNodeScore(), new SpreadScore(), new LeastAllocatedScore(), new FewestPodsScore()]);

    /// <summary>All strategies.</summary>
    public static IReadOnlyList<Strategy> All { get; } = [RoundRobin, LeastAllocated];

    /// <summary>The strategy of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those that exist.</exception>
    public static Strategy Named(string name) =>
        All.FirstOrDefault(strategy => strategy.Name == name)
        ?? throw new ArgumentException($"no scheduling strategy is called \"{name}\"; there are {string.Join(" and ", All.Select(each => each.Name))}", nameof(name));
}
