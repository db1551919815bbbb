using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Bench.Hollow;

/// <summary>A container engine that only remembers what it was asked for.</summary>
public sealed class HollowRuntime(TimeProvider time) : IContainerRuntime
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RuntimeSandbox> sandboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> boxOf = new(StringComparer.Ordinal);
    private readonly Channel<RuntimeEvent> news = Channel.CreateUnbounded<RuntimeEvent>();
    private int ids;

    public string Name => "hollow";

    public bool RunsProcesses => false;

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new RuntimeInfo("1.0", 1_000, 1L << 40, "hollow", "hollow", "amd64"));

    public Task<RuntimeState> ListAsync(CancellationToken cancellationToken) => Do(() => new RuntimeState([.. sandboxes.Values], []));

    public Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken) => Do(() =>
    {
        var id = $"box-{++ids}";
        sandboxes[id] = new RuntimeSandbox(id, spec.Pod, Running: false, null, time.GetUtcNow(), []);
        return id;
    });

    public Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Do(() => sandboxes[sandboxId] = sandboxes[sandboxId] with { Running = true, Ip = $"10.200.{ids / 250 % 250}.{ids % 250 + 1}" });

    public Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken) => throw new NoNetworkException("hollow pods have no network");

    public Task<Socket> DialAsync(string ip, int port, CancellationToken cancellationToken) => throw NoProcess();

    public Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken) => Do(() =>
    {
        var id = $"{spec.Name}-{++ids}";
        boxOf[id] = sandboxId;
        var box = sandboxes[sandboxId];
        sandboxes[sandboxId] = box with
        {
            Containers = [.. box.Containers, new RuntimeContainer(id, spec.Name, spec.Attempt, spec.Image, "hollow", ContainerLife.Created, null, false, null, time.GetUtcNow(), null, null)],
        };
        return id;
    });

    public Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken) => Do(() =>
        Change(containerId, container => container with { State = ContainerLife.Running, StartedAt = time.GetUtcNow() })!);

    public Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken) => Do(() => Change(containerId, container => container));

    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) => Do(() =>
    {
        if (sandboxes.TryGetValue(containerId, out var box)) sandboxes[containerId] = box with { Running = false };
        return Change(containerId, container => container with { State = ContainerLife.Exited, ExitCode = 0, FinishedAt = time.GetUtcNow() });
    });

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => Do(() =>
    {
        if (boxOf.Remove(containerId, out var id) && sandboxes.TryGetValue(id, out var box))
            sandboxes[id] = box with { Containers = [.. box.Containers.Where(container => container.Id != containerId)] };
        return 0;
    });

    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) => Do(() => sandboxes.Remove(sandboxId));

    public Task WriteVolumesAsync(string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult<string?>("hollow");

    public Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<string> PullImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult("hollow");

    public async IAsyncEnumerable<LogLine> LogsAsync(string containerId, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<int> ExecAsync(string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken) => throw NoProcess();

    public Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken) => throw NoProcess();

    public Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(IReadOnlyList<string> containerIds, CancellationToken cancellationToken) => throw NoProcess();

    public async IAsyncEnumerable<RuntimeEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return RuntimeEvent.Listening;
        await foreach (var one in news.Reader.ReadAllAsync(cancellationToken)) yield return one;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static RuntimeException NoProcess() => new("a hollow container has no process");

    private Task<T> Do<T>(Func<T> act)
    {
        lock (gate) return Task.FromResult(act());
    }

    private RuntimeContainer? Change(string id, Func<RuntimeContainer, RuntimeContainer> change)
    {
        if (!boxOf.TryGetValue(id, out var boxId) || !sandboxes.TryGetValue(boxId, out var box)) return null;
        RuntimeContainer? changed = null;
        sandboxes[boxId] = box with { Containers = [.. box.Containers.Select(container => container.Id == id ? changed = change(container) : container)] };
        return changed;
    }
}
