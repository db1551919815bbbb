using System.Text.Json.Serialization;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Files;

/// <summary>What the file runtime knows beyond the lines of the node's file. Immutable; every change is a new one.</summary>
internal sealed record FileState
{
    /// <summary>The sandboxes, without their containers, by id.</summary>
    public IReadOnlyDictionary<string, RuntimeSandbox> Sandboxes { get; init; } = new Dictionary<string, RuntimeSandbox>();

    /// <summary>The containers by id, in the order of their creation.</summary>
    public IReadOnlyDictionary<string, FileContainer> Containers { get; init; } = new Dictionary<string, FileContainer>();

    /// <summary>When each line that nobody declared was first seen.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Intruders { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>The lines that the node's file should have.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> Lines => [.. Containers.Values.Where(c => c.IsRunning).Select(c => c.Line), .. Intruders.Keys];

    /// <summary>The state after a look at the file: a line that is missing is a crash, one that nobody declared an intruder.</summary>
    public FileState See(IReadOnlyCollection<string> lines, DateTimeOffset now)
    {
        var running = Containers.Values.Where(c => c.IsRunning).Select(c => c.Line).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Containers = Containers.ToDictionary(
                c => c.Key,
                c => c.Value.IsRunning && !lines.Contains(c.Value.Line)
                    ? c.Value.Exit(now, FileRuntime.Killed, "killed: somebody deleted its line")
                    : c.Value),
            Intruders = lines.Where(l => !running.Contains(l)).ToDictionary(l => l, l => Intruders.GetValueOrDefault(l, now)),
        };
    }

    /// <summary>The state with a sandbox added or replaced.</summary>
    public FileState With(RuntimeSandbox sandbox) =>
        this with { Sandboxes = new Dictionary<string, RuntimeSandbox>(Sandboxes) { [sandbox.Id] = sandbox } };

    /// <summary>The state with a container added or replaced.</summary>
    public FileState With(FileContainer container) =>
        this with { Containers = new Dictionary<string, FileContainer>(Containers) { [container.Container.Id] = container } };

    /// <summary>The state without a container or a sandbox.</summary>
    public FileState Without(string id) => this with
    {
        Sandboxes = Sandboxes.Where(s => s.Key != id).ToDictionary(),
        Containers = Containers.Where(c => c.Key != id).ToDictionary(),
        Intruders = Intruders.Where(i => FileRuntime.IntruderId(i.Key) != id).ToDictionary(),
    };

    /// <summary>The state in the terms of the kubelet.</summary>
    public RuntimeState ToRuntime() => new(
        [.. Sandboxes.Values.OrderBy(s => s.CreatedAt).Select(s => s with { Containers = In(s.Id) })],
        [.. Intruders.Select(i => FileRuntime.Intruder(i.Key, i.Value))]);

    /// <summary>What happened between two states.</summary>
    public static IEnumerable<RuntimeEvent> News(FileState before, FileState after)
    {
        foreach (var (id, container) in after.Containers)
        {
            var old = before.Containers.GetValueOrDefault(id)?.Container.State;
            if (old != container.Container.State)
                yield return new(after.PodOf(container), id, Verb(container.Container.State));
        }
        foreach (var (id, container) in before.Containers)
            if (!after.Containers.ContainsKey(id))
                yield return new(before.PodOf(container), id, "destroy");
        foreach (var line in after.Intruders.Keys.Except(before.Intruders.Keys))
            yield return new(Pod: null, FileRuntime.IntruderId(line), "start");
        foreach (var line in before.Intruders.Keys.Except(after.Intruders.Keys))
            yield return new(Pod: null, FileRuntime.IntruderId(line), "destroy");
    }

    private static string Verb(ContainerLife life) => life switch
    {
        ContainerLife.Created => "create",
        ContainerLife.Running => "start",
        _ => "die",
    };

    private List<RuntimeContainer> In(string sandboxId) =>
        [.. Containers.Values.Where(c => c.SandboxId == sandboxId).Select(c => c.Container).OrderBy(c => c.CreatedAt).ThenBy(c => c.Attempt)];

    private PodIdentity? PodOf(FileContainer container) => Sandboxes.GetValueOrDefault(container.SandboxId)?.Pod;
}
