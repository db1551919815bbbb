using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Files;

/// <summary>
/// Pods without an engine: what the node "runs" is the lines of <c>NODE_running.txt</c> (see FileLine for how a container is
/// written). A line appended by hand is an intruder; a line deleted by hand is a crash, exit code 137. What else a kubelet wants
/// to know is in <c>NODE_state.json</c> beside it, so that it survives the kubelet. There is no network and every image exists.
/// </summary>
/// <param name="directory">Where the node's files are; a cluster has a directory of its own.</param>
/// <param name="node">The node that this instance serves.</param>
/// <param name="time">The clock of starts and exits, and of the looks at the file.</param>
/// <param name="log">What is made ready is told here.</param>
public sealed class FileRuntime(string directory, string node, TimeProvider time, ILogger log) : IContainerRuntime
{
    /// <summary>The exit code of a container whose line was deleted: as if by SIGKILL.</summary>
    internal const int Killed = 137;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly string statePath = Path.Combine(directory, node + "_state.json");
    private readonly NodeFile file = new(Path.Combine(directory, node + "_running.txt"), time);
    private readonly SemaphoreSlim gate = new(1);
    private readonly List<Channel<RuntimeEvent>> listeners = [];
    private FileState? state;

    /// <inheritdoc />
    public string Name => "file";

    /// <inheritdoc />
    public bool RunsProcesses => false;

    /// <inheritdoc />
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            await file.CreateAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
        await ChangeAsync(s => s, cancellationToken);
        log.LogDebug("node {Node} runs what {Directory} says", node, directory);
    }

    /// <inheritdoc />
    public Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeInfo(
        "files",
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Environment.OSVersion.Version.ToString(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
        Disk.SizeOf(directory)));

    /// <inheritdoc />
    public async Task<RuntimeState> ListAsync(CancellationToken cancellationToken) =>
        (await ChangeAsync(s => s, cancellationToken)).ToRuntime();

    /// <inheritdoc />
    public async Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var sandbox = new RuntimeSandbox(NewId(), spec.Pod, Running: false, Ip: null, time.GetUtcNow(), []);
        await ChangeAsync(s => s.With(sandbox), cancellationToken);
        return sandbox.Id;
    }

    /// <inheritdoc />
    public async Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        (await ChangeAsync(s => s.With(Sandbox(s, sandboxId) with { Running = true }), cancellationToken)).Sandboxes[sandboxId];

    /// <inheritdoc />
    public Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken) =>
        Task.FromException<SandboxNetwork>(NoNetwork());

    /// <inheritdoc />
    public Task<Socket> DialAsync(string ip, int port, CancellationToken cancellationToken) => Task.FromException<Socket>(NoNetwork());

    /// <inheritdoc />
    public async Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken)
    {
        var id = NewId();
        await ChangeAsync(
            s =>
            {
                _ = Sandbox(s, sandboxId);
                var line = FileLine.Of(spec.Pod, spec.Name, l => s.Containers.Values.Any(c => c.Line == l && IsOther(c, sandboxId, spec.Name)));
                var container = new RuntimeContainer(
                    id, spec.Name, spec.Attempt, spec.Image, spec.Image, ContainerLife.Created, ExitCode: null, OomKilled: false,
                    Error: null, time.GetUtcNow(), StartedAt: null, FinishedAt: null);
                return s.With(new FileContainer(sandboxId, line, container, []));
            },
            cancellationToken);
        return id;
    }

    /// <inheritdoc />
    public async Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var after = await ChangeAsync(
            s =>
            {
                var container = Container(s, containerId);
                if (!Sandbox(s, container.SandboxId).Running)
                    throw new RuntimeException($"the sandbox of {container.Line} is not started");
                return container.IsRunning ? s : s.With(container.Start(time.GetUtcNow()));
            },
            cancellationToken);
        return after.Containers[containerId].Container;
    }

    /// <inheritdoc />
    public async Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var now = await ChangeAsync(s => s, cancellationToken);
        return now.Containers.GetValueOrDefault(containerId)?.Container
            ?? now.ToRuntime().Intruders.FirstOrDefault(i => i.Id == containerId);
    }

    /// <inheritdoc />
    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) =>
        ChangeAsync(
            s => s.Containers.TryGetValue(containerId, out var container)
                ? container.IsRunning ? s.With(container.Exit(time.GetUtcNow(), 0, "stopped")) : s
                : s.Without(containerId),
            cancellationToken);

    /// <inheritdoc />
    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        ChangeAsync(s => s.Without(containerId), cancellationToken);

    /// <inheritdoc />
    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        ChangeAsync(
            s => s.Containers.Where(c => c.Value.SandboxId == sandboxId)
                .Aggregate(s, (rest, c) => rest.Without(c.Key))
                .Without(sandboxId),
            cancellationToken);

    /// <inheritdoc />
    public Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    /// <inheritdoc />
    public Task WriteVolumesAsync(
        string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult<string?>(image);

    /// <inheritdoc />
    public Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public Task<string> PullImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult(image);

    /// <inheritdoc />
    public async IAsyncEnumerable<LogLine> LogsAsync(
        string containerId, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var container = Container(await ChangeAsync(s => s, cancellationToken), containerId);
        var lines = container.Log.Where(l => options.Since is null || l.At > options.Since).ToList();
        foreach (var line in lines.TakeLast(options.TailLines ?? lines.Count))
            yield return line;

        var told = container.Log.Count;
        while (options.Follow && container is { Container.State: not ContainerLife.Exited })
        {
            await Task.Delay(LookEvery, time, cancellationToken);
            container = (await ChangeAsync(s => s, cancellationToken)).Containers.GetValueOrDefault(containerId);
            foreach (var line in container?.Log.Skip(told) ?? [])
                yield return line;
            told = container?.Log.Count ?? told;
        }
    }

    /// <inheritdoc />
    public Task<int> ExecAsync(
        string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken) =>
        Task.FromException<int>(NoProcesses("run a command in"));

    /// <inheritdoc />
    public Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken) =>
        Task.FromException(NoProcesses("attach to"));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(IReadOnlyList<string> containerIds, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyDictionary<string, ContainerStats>>(NoProcesses("measure"));

    /// <inheritdoc />
    public async IAsyncEnumerable<RuntimeEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateUnbounded<RuntimeEvent>();
        await ChangeAsync(s => s, cancellationToken);
        lock (listeners)
            listeners.Add(listener);
        try
        {
            yield return RuntimeEvent.Listening;
            while (true)
            {
                while (listener.Reader.TryRead(out var news))
                    yield return news;
                await Task.Delay(LookEvery, time, cancellationToken);
                await ChangeAsync(s => s, cancellationToken);
            }
        }
        finally
        {
            lock (listeners)
                listeners.Remove(listener);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        gate.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The id of a line that nobody declared.</summary>
    internal static string IntruderId(string line) => "line:" + line;

    /// <summary>A line that nobody declared, as a container.</summary>
    internal static RuntimeContainer Intruder(string line, DateTimeOffset since) => new(
        IntruderId(line), line, Attempt: 0, Image: "", ImageId: "", ContainerLife.Running, ExitCode: null, OomKilled: false,
        Error: null, since, since, FinishedAt: null);

    // The one way in which anything happens: look at the file, change, write what changed, tell.
    private async Task<FileState> ChangeAsync(Func<FileState, FileState> change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var before = state ??= await LoadAsync(cancellationToken);
            var seen = before.See(await file.ReadAsync(before.Lines, cancellationToken), time.GetUtcNow());
            var after = change(seen);
            foreach (var line in after.Lines.Except(seen.Lines))
                await file.AddAsync(line, cancellationToken);
            foreach (var line in seen.Lines.Except(after.Lines))
                await file.RemoveAsync(line, cancellationToken);
            var news = FileState.News(before, after).ToList();
            if (news.Count > 0 || !ReferenceEquals(after, seen))
                await AtomicFile.WriteAsync(statePath, JsonSerializer.Serialize(after), cancellationToken);
            state = after;
            lock (listeners)
                foreach (var listener in listeners)
                    news.ForEach(n => listener.Writer.TryWrite(n));
            return after;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<FileState> LoadAsync(CancellationToken cancellationToken)
    {
        var text = await AtomicFile.ReadAsync(statePath, cancellationToken);
        try
        {
            return text is null ? new FileState() : JsonSerializer.Deserialize<FileState>(text) ?? new FileState();
        }
        catch (JsonException e)
        {
            // Without it every line is an intruder; the kubelet removes them and starts what is declared.
            log.LogWarning("{Path} cannot be read and is made anew: {Reason}", statePath, e.Message);
            return new FileState();
        }
    }

    private static NoNetworkException NoNetwork() =>
        new("the file runtime runs no processes, so there is nothing to forward to; start the node with --runtime docker");

    private static RuntimeException NoProcesses(string purpose) =>
        new($"the file runtime runs no processes, so there is nothing to {purpose}; start the node with --runtime docker");

    private RuntimeException Unwritable(Exception cause) =>
        new($"The node's files cannot be used in {directory}: {cause.Message}", cause);

    private static bool IsOther(FileContainer container, string sandboxId, string name) =>
        container.SandboxId != sandboxId || container.Container.Name != name;

    private static RuntimeSandbox Sandbox(FileState state, string id) =>
        state.Sandboxes.GetValueOrDefault(id) ?? throw new RuntimeException($"No such sandbox: {id}");

    private static FileContainer Container(FileState state, string id) =>
        state.Containers.GetValueOrDefault(id) ?? throw new RuntimeException($"No such container: {id}");

    private static string NewId() => Guid.NewGuid().ToString("N");
}
