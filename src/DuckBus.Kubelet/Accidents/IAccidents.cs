namespace DuckBus.Kubelet.Accidents;

/// <summary>What happens to containers without anybody asking the cluster: for scenes, the dashboard and tests.</summary>
public interface IAccidents : IDisposable
{
    /// <summary>Kills the running containers of a pod, as a crash would; its sandbox stays.</summary>
    /// <returns>How many were killed.</returns>
    /// <exception cref="Runtime.RuntimeException">The engine cannot be used.</exception>
    Task<int> KillAsync(string node, string ns, string pod, CancellationToken cancellationToken);

    /// <summary>Starts a container on a node that nobody declared.</summary>
    /// <exception cref="Runtime.RuntimeException">The engine cannot be used.</exception>
    Task IntrudeAsync(string node, string name, CancellationToken cancellationToken);
}
