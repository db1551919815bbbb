using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Docker.Streams;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Pods on a Docker engine: a pause container holds the pod's network, the others join it. What runs is known from labels
/// alone, so an instance has nothing to remember.
/// </summary>
/// <param name="endpoint">Where the engine listens.</param>
/// <param name="cluster">The cluster's name: a label of everything, and the name of the network.</param>
/// <param name="range">The addresses of services, beside which pods get theirs.</param>
/// <param name="node">The node that this instance serves.</param>
/// <param name="time">For the patience with an engine that does not answer.</param>
/// <param name="log">What is made ready, and what the engine does not answer, is told here.</param>
public sealed class DockerRuntime(
    DockerEndpoint endpoint, string cluster, ServiceRange range, string node, TimeProvider time, ILogger log)
    : IContainerRuntime
{
    private const int MostDeadSandboxes = 100;
    private const int MostMeasuredAtOnce = 8;
    private const int MostLooks = 6;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    // What changes the state of a pod; attaching, resizing and the like are no news.
    private static readonly string[] News = ["create", "start", "die", "oom", "destroy"];

    private readonly DockerClient docker = new(endpoint, time, log);
    private readonly string nodeLabel = $"{DockerLabels.Node}={node}";
    private DockerVolumes? volumes;
    private readonly DockerProcess processes = new();
    private readonly DockerGateway gateway = new(endpoint, cluster, range, time, log);
    private ClusterNetwork? network;
    private FoundNetwork? found;

    /// <inheritdoc />
    public string Name => "docker";

    /// <inheritdoc />
    public bool RunsProcesses => true;

    /// <inheritdoc />
    public string? FindUnanswered(TimeSpan atLeast) => docker.Silence.Find(atLeast);

    private DockerVolumes Volumes => volumes ??= new DockerVolumes(docker, cluster, time);

    /// <inheritdoc />
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var engine = await docker.VersionAsync(cancellationToken);
        await PauseImage.For(engine.Arch).EnsureAsync(docker, log, cancellationToken);
        await NetworkAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken)
    {
        var info = await docker.InfoAsync(cancellationToken);
        var architecture = info.Architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", var other => other };
        return new(info.ServerVersion, info.Ncpu, info.MemTotal, info.KernelVersion, info.OperatingSystem, architecture, Disk.SizeOf(info.DockerRootDir ?? ""));
    }

    /// <inheritdoc />
    public async Task<RuntimeState> ListAsync(CancellationToken cancellationToken) =>
        DockerState.Sort(await docker.ListContainersAsync([nodeLabel], cancellationToken), cluster);

    /// <inheritdoc />
    public async Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateNumberedAsync(spec, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Somebody cleaned up while the node ran: the pause image is gone.
            await PrepareAsync(cancellationToken);
            return await CreateNumberedAsync(spec, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        try
        {
            await docker.StartContainerAsync(sandboxId, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The network is gone, and the sandbox with it, as it can only join the one it was made for.
            found = null;
            throw;
        }
        return DockerState.ToSandbox(await FoundAsync(sandboxId, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken) =>
        processes.Network(await FoundAsync(sandboxId, cancellationToken)) with { IsReached = LocalAddresses.AreIn(range.Cluster) };

    /// <inheritdoc />
    public async Task<Socket> DialAsync(string ip, int port, CancellationToken cancellationToken)
    {
        try
        {
            var stream = (ExecStream)await gateway.DialAsync(IPAddress.Parse(ip), port, cancellationToken);
            return await SocketBridge.OverAsync(stream, stream.CloseInput, cancellationToken);
        }
        catch (IOException e)
        {
            throw e.InnerException as SocketException as Exception ?? new DockerException(e.Message, inner: e);
        }
    }

    /// <inheritdoc />
    public async Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken)
    {
        var mounts = await Volumes.ResolveAsync(spec.Mounts, volume => DockerNames.Volume(cluster, node, spec.Pod, volume), cancellationToken);
        return await CreateOnceAsync(
            DockerNames.Container(cluster, node, spec),
            ContainerRequests.Container(spec with { Mounts = mounts }, sandboxId, cluster, node),
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        await docker.StartContainerAsync(containerId, cancellationToken);
        return DockerState.ToContainer(await FoundAsync(containerId, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var details = await docker.FindContainerAsync(containerId, cancellationToken);
        for (var looks = 1; looks < MostLooks && details?.MayBeOutOfMemory(time.GetUtcNow()) == true; looks++)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            details = await docker.FindContainerAsync(containerId, cancellationToken);
        }

        return details is null ? null : DockerState.ToContainer(details);
    }

    /// <inheritdoc />
    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) =>
        docker.StopContainerAsync(containerId, grace, cancellationToken);

    /// <inheritdoc />
    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        docker.RemoveContainerAsync(containerId, cancellationToken);

    /// <inheritdoc />
    public async Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        var all = await docker.ListContainersAsync([nodeLabel], cancellationToken);
        await Task.WhenAll(all
            .Where(c => DockerState.SandboxOf(c) == sandboxId)
            .Select(c => docker.RemoveContainerAsync(c.Id, cancellationToken)));
        await docker.RemoveContainerAsync(sandboxId, cancellationToken);
    }

    /// <inheritdoc />
    public Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken) =>
        ContainerFile.ReadAsync(docker, containerId, path, limit, cancellationToken);

    /// <inheritdoc />
    public Task WriteVolumesAsync(
        string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken) =>
        Volumes.WriteAsync(sandboxId, contents, inUse, cancellationToken);

    /// <inheritdoc />
    public Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken) => Volumes.RemoveAsync(pod, cancellationToken);

    /// <inheritdoc />
    public async Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        (await docker.FindImageAsync(image, cancellationToken))?.Id;

    /// <inheritdoc />
    public async Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken) =>
        (await docker.FindImageAsync(image, cancellationToken))?.Config?.User;

    /// <inheritdoc />
    public async Task<string> PullImageAsync(string image, CancellationToken cancellationToken)
    {
        await docker.PullImageAsync(image, cancellationToken);
        return await FindImageAsync(image, cancellationToken)
            ?? throw new DockerException($"the engine pulled {image} and does not have it");
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LogLine> LogsAsync(
        string containerId, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var details = await FoundAsync(containerId, cancellationToken);
        var query = $"stdout=1&stderr=1&timestamps=1&follow={(options.Follow ? 1 : 0)}"
            + (options.TailLines is { } tail ? $"&tail={tail}" : "")
            + (options.Since is { } since ? $"&since={DockerTime.ToUnix(since)}" : "");
        using var response = await docker.OpenLogsAsync(containerId, query, cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var lines = details.Config.Tty
            ? DockerLogs.ReadRawAsync(stream, cancellationToken)
            : DockerLogs.ReadFramedAsync(stream, cancellationToken);
        await foreach (var line in WithWordsAsync(lines, cancellationToken))
            if (options.Since is null || line.At > options.Since)
                yield return line;
    }

    /// <inheritdoc />
    public Task<int> ExecAsync(
        string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken) =>
        new DockerSession(docker, streams, time).ExecAsync(containerId, command, cancellationToken);

    /// <inheritdoc />
    public async Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken)
    {
        var details = await FoundAsync(containerId, cancellationToken);
        await new DockerSession(docker, streams with { Tty = details.Config.Tty }, time)
            .AttachAsync(containerId, details.Config.StdinOnce, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(
        IReadOnlyList<string> containerIds, CancellationToken cancellationToken)
    {
        var stats = new ConcurrentDictionary<string, ContainerStats>(StringComparer.Ordinal);
        DockerException? failure = null;
        await Parallel.ForEachAsync(containerIds, new ParallelOptions { MaxDegreeOfParallelism = MostMeasuredAtOnce, CancellationToken = cancellationToken }, async (id, token) =>
        {
            try
            {
                if ((await docker.FindStatsAsync(id, token))?.ToStats() is { } measured) stats[id] = measured;
            }
            catch (DockerException e)
            {
                failure = e; // One that is sick must not take the others along.
            }
        });
        return stats.IsEmpty && failure is { Status: null } ? throw failure : stats;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RuntimeEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await docker.OpenEventsAsync([nodeLabel], News, cancellationToken);
        yield return RuntimeEvent.Listening;
        await foreach (var news in docker.ReadLinesAsync<EngineEvent>(response, cancellationToken))
            if (DockerLabels.ClusterOf(news.Actor.Attributes) == cluster)
                yield return new RuntimeEvent(DockerLabels.PodOf(news.Actor.Attributes), news.Actor.Id, news.Action);
        throw new DockerException("the engine ended its stream of events");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        gateway.Dispose();
        docker.Dispose();
        return ValueTask.CompletedTask;
    }

    // A dead sandbox of the pod keeps its name, and its exited containers, until the kubelet has read them: take the next number.
    private async Task<string> CreateNumberedAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var joined = spec.HostNetwork ? null : await NetworkAsync(cancellationToken);
        // Where services are not reached, their name server is not either.
        if (joined is { HasServices: false }) spec = spec with { Resolver = null };
        var request = ContainerRequests.Sandbox(spec, cluster, node, joined?.Id ?? "", PauseImage.Name);
        for (var number = 0; ; number++)
            try
            {
                return await CreateOnceAsync(DockerNames.Sandbox(cluster, node, spec.Pod, number), request, cancellationToken);
            }
            catch (DockerException e) when (e.Status == HttpStatusCode.Conflict && number < MostDeadSandboxes)
            {
            }
    }

    // A container of that name which was never started was left by a call whose answer was lost; it is replaced.
    private async Task<string> CreateOnceAsync(string name, ContainerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await docker.CreateContainerAsync(name, request, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            if (await docker.FindContainerAsync(name, cancellationToken) is not { State.Status: "created" } leftover)
                throw;
            await docker.RemoveContainerAsync(leftover.Id, cancellationToken);
            return await docker.CreateContainerAsync(name, request, cancellationToken);
        }
    }

    private async Task<FoundNetwork> NetworkAsync(CancellationToken cancellationToken) =>
        found ??= await (network ??= new ClusterNetwork(docker, cluster, range, time, log)).EnsureAsync(cancellationToken);

    private async Task<ContainerDetails> FoundAsync(string id, CancellationToken cancellationToken) =>
        await docker.FindContainerAsync(id, cancellationToken)
        ?? throw new DockerException($"No such container: {id}", HttpStatusCode.NotFound);

    private async IAsyncEnumerable<LogLine> WithWordsAsync(
        IAsyncEnumerable<LogLine> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var each = lines.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(each))
            yield return each.Current;
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<LogLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw docker.Broken(e);
        }
    }
}
