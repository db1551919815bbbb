namespace DuckBus.Dashboard.Stages;

/// <summary>
/// What can be done to the parts of the cluster from outside, as accidents would: no call of the API does these. Each returns null
/// when it was done and otherwise why it was not, in words.
/// </summary>
public interface IStage
{
    /// <summary>Why an act cannot be done here; null if it can.</summary>
    /// <param name="act">The act.</param>
    string? WhyNot(StageAct act);

    /// <summary>Kills the containers of a pod, as a crash would: SIGKILL, and nobody is told.</summary>
    Task<string?> KillPodAsync(string node, string ns, string name, CancellationToken cancellationToken);

    /// <summary>Switches a node off, containers and all.</summary>
    Task<string?> StopNodeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Switches a node on again.</summary>
    Task<string?> StartNodeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Stops the broker.</summary>
    Task<string?> StopBrokerAsync(CancellationToken cancellationToken);

    /// <summary>Starts the broker again.</summary>
    Task<string?> StartBrokerAsync(CancellationToken cancellationToken);

    /// <summary>Starts a container on a node that nobody declared.</summary>
    Task<string?> AddIntruderAsync(string node, string name, CancellationToken cancellationToken);
}
