namespace DuckBus.Scenes.Nodes;

/// <summary>What somebody sees and does on the nodes by hand, past every API.</summary>
internal interface INodeHands
{
    /// <summary>What really runs.</summary>
    Task<IReadOnlyList<OnNode>> RunningAsync(CancellationToken stop);

    /// <summary>What one would type to start a container that nobody declared.</summary>
    string IntrudeCommand(string node, string name);

    /// <summary>Starts a container that nobody declared.</summary>
    /// <returns>The name that it got.</returns>
    Task<string> IntrudeAsync(string node, string name, CancellationToken stop);

    /// <summary>What one would type to crash a container.</summary>
    string CrashCommand(OnNode container);

    /// <summary>Crashes a container.</summary>
    Task CrashAsync(OnNode container, CancellationToken stop);

    /// <summary>Removes containers and all that is left of them, whether they run or not.</summary>
    /// <param name="which">Those, by their name.</param>
    /// <param name="stop">Gives up.</param>
    Task ClearAsync(Func<string, bool> which, CancellationToken stop);

    /// <summary>A node loses power: everything on it is dead at once.</summary>
    Task CutPowerAsync(string node, CancellationToken stop);
}
