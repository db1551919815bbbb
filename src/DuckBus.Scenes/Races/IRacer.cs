using DuckBus.Scenes.Nodes;

namespace DuckBus.Scenes.Races;

/// <summary>A design that takes part in the race.</summary>
internal interface IRacer : IAsyncDisposable
{
    /// <summary>Its name in the table.</summary>
    string Design { get; }

    /// <summary>Whether it brings back what was lost, so that waiting for it makes sense.</summary>
    bool Heals { get; }

    /// <summary>What one sees on its nodes.</summary>
    INodeHands Hands { get; }

    /// <summary>Asks for a container.</summary>
    Task StartAsync(string name, CancellationToken stop);

    /// <summary>Ends a node, and all that runs on it.</summary>
    Task LoseNodeAsync(string node, CancellationToken stop);

    /// <summary>Messages and API calls until now.</summary>
    Task<(long Messages, long ApiCalls)> EffortAsync(CancellationToken stop);
}
