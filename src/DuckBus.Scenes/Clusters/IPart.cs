namespace DuckBus.Scenes.Clusters;

/// <summary>A part of a cluster that can be ended and started again: a process of ours, or a container of the full stack.</summary>
internal interface IPart
{
    /// <summary>Whether it runs.</summary>
    Task<bool> RunsAsync(CancellationToken stop);

    /// <summary>Ends it at once, as a crash does.</summary>
    Task KillAsync(CancellationToken stop);

    /// <summary>Starts it again.</summary>
    Task StartAgainAsync(CancellationToken stop);

    /// <summary>What it has said.</summary>
    Task<IReadOnlyList<string>> SaidAsync(CancellationToken stop);
}
