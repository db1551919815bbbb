namespace DuckBus.Kubelet.Runtime;

/// <summary>
/// What a kubelet asks of the thing that runs containers, in the terms of Kubernetes' CRI: a sandbox owns the network of a
/// pod, containers live in it. One instance serves one node of one cluster and sees only what carries their labels. Calls are
/// idempotent where that makes sense: stopping what is stopped and removing what is gone succeed.
/// </summary>
public interface IContainerRuntime : IAsyncDisposable
{
    /// <summary><c>docker</c> or <c>file</c>; the scheme of container ids in pod statuses.</summary>
    string Name { get; }

    /// <summary>Whether containers are processes with files: else there is nothing to probe, to hook into and to mount.</summary>
    bool RunsProcesses { get; }

    /// <summary>The call that the engine has not answered for that long, while it may answer others, and the way out; null if there is none.</summary>
    string? FindUnanswered(TimeSpan atLeast) => null;

    /// <summary>Makes ready what every pod needs: the pause image, the cluster's network, the node's file.</summary>
    /// <exception cref="RuntimeException">The engine cannot be used; the message says why and what to do.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Versions and size of the machine.</summary>
    Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken);

    /// <summary>Every sandbox of this node with its containers, and every intruder, as they are now.</summary>
    Task<RuntimeState> ListAsync(CancellationToken cancellationToken);

    /// <summary>Creates a sandbox without starting it.</summary>
    /// <returns>Its id, which containers may be created in already.</returns>
    Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts a sandbox; afterwards it has its address.</summary>
    Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>Where the network of a running sandbox is.</summary>
    /// <exception cref="NoNetworkException">The runtime has no networks.</exception>
    /// <exception cref="RuntimeException">It does not run.</exception>
    Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>A connection to the address of a pod, made from within the pods' network, for a machine that is not on it.</summary>
    /// <param name="ip">The pod's address.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens there.</exception>
    /// <exception cref="RuntimeException">The network cannot be reached this way either.</exception>
    Task<System.Net.Sockets.Socket> DialAsync(string ip, int port, CancellationToken cancellationToken);

    /// <summary>Creates a container in a sandbox, which need not be started yet.</summary>
    Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts a created container. The sandbox must be started.</summary>
    Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>The container as it is now, with exact times and exit code; null if it is gone.</summary>
    Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Sends SIGTERM, waits for the grace period, then kills.</summary>
    Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes a container, killing it if it runs.</summary>
    Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Removes a sandbox and whatever containers are left in it.</summary>
    Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>Fills volumes of a running sandbox, for the first time or anew while containers use them.</summary>
    Task WriteVolumesAsync(string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken);

    /// <summary>The beginning of a file of a container, also of one that has ended; null if it has no such file.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="limit">How many bytes at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken);

    /// <summary>Removes all volumes of a pod, whose sandbox is gone.</summary>
    Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken);

    /// <summary>The id of a local image, or null if it is not there.</summary>
    Task<string?> FindImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>The user that a local image runs as, as it names it; null for root.</summary>
    Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken);

    /// <summary>Pulls an image from its registry.</summary>
    /// <returns>The id of the image.</returns>
    /// <exception cref="RuntimeException">It cannot be pulled; the message is the engine's own.</exception>
    Task<string> PullImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>The container's output, in order; with Follow until it ends or the call is cancelled.</summary>
    IAsyncEnumerable<LogLine> LogsAsync(string containerId, LogOptions options, CancellationToken cancellationToken);

    /// <summary>Runs a command in a running container, beside its process, and returns when it has ended and all its output is written.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="command">The program with its arguments; no shell is involved.</param>
    /// <param name="streams">What the client has connected.</param>
    /// <param name="cancellationToken">The client is gone: the session ends, and with it the command's input.</param>
    /// <returns>The exit code; 126 or 127 where the command could not be started, with the reason in the output.</returns>
    /// <exception cref="RuntimeException">The container does not run, or the runtime has no processes.</exception>
    Task<int> ExecAsync(string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken);

    /// <summary>Connects to the process of a running container, from now on, and returns when it has ended.</summary>
    /// <exception cref="RuntimeException">The container does not run, or the runtime has no processes.</exception>
    Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken);

    /// <summary>What containers have used until now, by id; those that do not run are left out.</summary>
    /// <exception cref="RuntimeException">The runtime does not measure.</exception>
    Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(IReadOnlyList<string> containerIds, CancellationToken cancellationToken);

    /// <summary>
    /// News about this node's containers as they happen, until cancelled; the first is <see cref="RuntimeEvent.Listening"/>.
    /// A stream that breaks ends with a RuntimeException; what happened in between is found by <see cref="ListAsync"/>.
    /// </summary>
    IAsyncEnumerable<RuntimeEvent> EventsAsync(CancellationToken cancellationToken);
}
