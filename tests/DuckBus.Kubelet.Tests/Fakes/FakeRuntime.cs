using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A container engine in memory, which does what a real one does as far as a kubelet can tell.</summary>
internal sealed class FakeRuntime(TimeProvider time) : IContainerRuntime
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RuntimeSandbox> sandboxes = [];
    private readonly Dictionary<string, RuntimeContainer> intruders = [];
    private readonly ConcurrentDictionary<Channel<RuntimeEvent>, bool> listeners = [];
    private int ids;

    public string Name => "fake";

    public bool RunsProcesses { get; set; } = true;

    /// <summary>What volumes hold, by name.</summary>
    public ConcurrentDictionary<string, VolumeContent> Volumes { get; } = [];

    /// <summary>What was asked of the engine, in order: <c>start nginx 0</c>, <c>stop nginx-7 grace 30</c>, …</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Images that are local.</summary>
    public ConcurrentDictionary<string, bool> Images { get; } = new() { ["duck:1"] = true };

    /// <summary>Images that can be pulled.</summary>
    public ConcurrentDictionary<string, bool> Registry { get; } = [];

    /// <summary>The specs that containers were created from, by id.</summary>
    public ConcurrentDictionary<string, ContainerSpec> Specs { get; } = [];

    /// <summary>How every command ends that is run in a container.</summary>
    public int ExitCode { get; set; }

    /// <summary>What containers have used, by id.</summary>
    public ConcurrentDictionary<string, ContainerStats> Stats { get; } = [];

    /// <summary>Containers whose use the engine never tells.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = [];

    /// <summary>What the engine says to each start; null lets it start.</summary>
    public string? StartFailure { get; set; }

    /// <summary>What the engine says to everything; null if it works.</summary>
    public string? Down { get; set; }

    /// <summary>A bug of the runtime, which the next call meets.</summary>
    public Exception? Bug { get; set; }

    public IReadOnlyList<RuntimeSandbox> Sandboxes
    {
        get { lock (gate) return [.. sandboxes.Values]; }
    }

    public IReadOnlyList<RuntimeContainer> Running =>
        [.. Sandboxes.SelectMany(box => box.Containers).Where(container => container.State == ContainerLife.Running)];

    public int Intruders
    {
        get { lock (gate) return intruders.Count; }
    }

    /// <summary>A container ends by itself.</summary>
    public void Exit(string id, int exitCode)
    {
        RuntimeSandbox box;
        lock (gate)
        {
            box = BoxOf(id);
            Change(id, container => container with { State = ContainerLife.Exited, ExitCode = exitCode, FinishedAt = time.GetUtcNow() });
        }

        Tell(new RuntimeEvent(box.Pod, id, "die"));
    }

    /// <summary>Somebody starts a container that nobody declared.</summary>
    public void Intrude(string name)
    {
        lock (gate)
            intruders[name] = new RuntimeContainer(
                name, name, 0, "duck:1", "", ContainerLife.Running, null, false, null, time.GetUtcNow(), null, null);
        Tell(new RuntimeEvent(null, name, "start"));
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => Do("prepare", () => 0);

    public Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken) =>
        Do("info", () => new RuntimeInfo("1.0", 4, 8L << 30, "6.1", "Debian", "amd64", 100L << 30));

    public Task<RuntimeState> ListAsync(CancellationToken cancellationToken) =>
        Do(null, () => new RuntimeState([.. sandboxes.Values], [.. intruders.Values]));

    public Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken) => Do($"create sandbox {spec.Pod.Name}", () =>
    {
        var id = $"box-{++ids}";
        sandboxes[id] = new RuntimeSandbox(id, spec.Pod, Running: false, null, time.GetUtcNow(), []);
        return id;
    });

    public Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken) => Do($"start {sandboxId}", () =>
        sandboxes[sandboxId] = sandboxes[sandboxId] with { Running = true, Ip = $"10.1.0.{ids}" });

    public Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken) => Do(null, () =>
        new SandboxNetwork(Pid: null, sandboxes[sandboxId].Ip, IsReached));

    /// <summary>Whether this machine is on the pods' network.</summary>
    public bool IsReached { get; set; } = true;

    /// <summary>Where pods are, seen from within their network.</summary>
    public int Inside { get; set; }

    public async Task<Socket> DialAsync(string ip, int port, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"dial {ip}:{port}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Inside, cancellationToken);
        return socket;
    }

    public Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken) => Do(null, () =>
    {
        var id = $"{spec.Name}-{++ids}";
        Specs[id] = spec;
        sandboxes[sandboxId] = sandboxes[sandboxId] with
        {
            Containers =
            [
                .. sandboxes[sandboxId].Containers,
                new RuntimeContainer(id, spec.Name, spec.Attempt, spec.Image, "sha256:1", ContainerLife.Created, null, false, null, time.GetUtcNow(), null, null),
            ],
        };
        return id;
    });

    public Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken) => Do(null, () =>
    {
        if (StartFailure is not null) throw new RuntimeException(StartFailure);
        BoxOf(containerId).Running.ShouldBeTrue("a container is started in a sandbox that does not run");
        var started = Change(containerId, container => container with { State = ContainerLife.Running, StartedAt = time.GetUtcNow() });
        Calls.Enqueue($"start {started.Name} {started.Attempt}");
        return started;
    });

    public Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken) =>
        Do(null, () => sandboxes.Values.SelectMany(box => box.Containers).FirstOrDefault(container => container.Id == containerId));

    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) =>
        Do($"stop {containerId} grace {grace.TotalSeconds:0}", () =>
        {
            if (sandboxes.TryGetValue(containerId, out var box)) sandboxes[containerId] = box with { Running = false };
            else Change(containerId, container => container with { State = ContainerLife.Exited, ExitCode = 143, FinishedAt = time.GetUtcNow() });
            return 0;
        });

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => Do($"remove {containerId}", () =>
    {
        if (intruders.Remove(containerId)) return 0;
        foreach (var box in sandboxes.Values.ToList())
            sandboxes[box.Id] = box with { Containers = [.. box.Containers.Where(container => container.Id != containerId)] };
        return 0;
    });

    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Do($"remove {sandboxId}", () => sandboxes.Remove(sandboxId));

    /// <summary>What containers have written, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = [];

    public Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken) =>
        Do($"read {path}", () => Files.GetValueOrDefault(path)?[..Math.Min(limit, Files[path].Length)]);

    public Task WriteVolumesAsync(
        string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken) =>
        Do($"write {string.Join(' ', contents.Select(one => $"{one.Volume} {one.Version}"))}{(inUse ? " in use" : "")}", () =>
        {
            foreach (var content in contents) Volumes[content.Volume] = content;
            return 0;
        });

    public Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken) => Do($"remove volumes of {pod.Name}", () =>
    {
        Volumes.Clear();
        return 0;
    });

    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        Do(null, () => Images.ContainsKey(image) ? "sha256:1" : null);

    public Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken) => Do(null, () => ImageUser);

    /// <summary>The user of every image.</summary>
    public string? ImageUser { get; set; }

    public Task<string> PullImageAsync(string image, CancellationToken cancellationToken) => Do($"pull {image}", () =>
    {
        if (!Registry.ContainsKey(image)) throw new RuntimeException($"pull access denied for {image}");
        Images[image] = true;
        return "sha256:1";
    });

    public async IAsyncEnumerable<LogLine> LogsAsync(
        string containerId, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var text in new[] { "quack", $"from {containerId}" }.TakeLast(options.TailLines ?? int.MaxValue))
            yield return new LogLine(A.Noon, false, text);
    }

    public Task<int> ExecAsync(
        string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken) =>
        Do($"exec {containerId}: {string.Join(' ', command)}", () => ExitCode);

    public Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken) =>
        Do($"attach {containerId}", () => 0);

    public async Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(IReadOnlyList<string> containerIds, CancellationToken cancellationToken)
    {
        if (containerIds.Any(Silent.ContainsKey)) await Task.Delay(Timeout.Infinite, cancellationToken);
        return await Do("stats", () => containerIds.Where(Stats.ContainsKey).ToDictionary(id => id, id => Stats[id]));
    }

    public async IAsyncEnumerable<RuntimeEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = Channel.CreateUnbounded<RuntimeEvent>();
        listeners[mine] = true;
        try
        {
            await foreach (var news in mine.Reader.ReadAllAsync(cancellationToken)) yield return news;
        }
        finally
        {
            listeners.TryRemove(mine, out _);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Tell(RuntimeEvent news)
    {
        foreach (var listener in listeners.Keys) listener.Writer.TryWrite(news);
    }

    private RuntimeSandbox BoxOf(string id) => sandboxes.Values.First(box => box.Containers.Any(container => container.Id == id));

    private RuntimeContainer Change(string id, Func<RuntimeContainer, RuntimeContainer> change)
    {
        var box = BoxOf(id);
        sandboxes[box.Id] = box with { Containers = [.. box.Containers.Select(container => container.Id == id ? change(container) : container)] };
        return sandboxes[box.Id].Containers.First(container => container.Id == id);
    }

    private Task<T> Do<T>(string? call, Func<T> work)
    {
        if (call is not null) Calls.Enqueue(call);
        if (Down is not null) return Task.FromException<T>(new RuntimeException(Down));
        if (Bug is { } bug)
        {
            Bug = null;
            return Task.FromException<T>(bug);
        }

        try
        {
            lock (gate) return Task.FromResult(work());
        }
        catch (RuntimeException failure)
        {
            return Task.FromException<T>(failure);
        }
    }
}
