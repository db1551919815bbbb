namespace DuckBus.Kubelet.Runtime;

/// <summary>What a container is made of. Everything is resolved: no references to other objects are left.</summary>
public sealed record ContainerSpec
{
    /// <summary>The pod it belongs to.</summary>
    public required PodIdentity Pod { get; init; }

    /// <summary>Its name in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>Which try this is, from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>The image, as the pod names it.</summary>
    public required string Image { get; init; }

    /// <summary>Replaces the image's entrypoint, unless null.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces the image's arguments, unless null.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>The working directory; the image's unless given.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Environment, in order; a later entry of the same name wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>CPU limit in cores; null for none.</summary>
    public decimal? CpuLimit { get; init; }

    /// <summary>CPU request in cores, the relative weight under contention; null for the least.</summary>
    public decimal? CpuRequest { get; init; }

    /// <summary>Memory limit in bytes; null for none.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>The signal that asks it to end; the image's unless given.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Allocate a TTY.</summary>
    public bool Tty { get; init; }

    /// <summary>Keep stdin open.</summary>
    public bool Stdin { get; init; }

    /// <summary>Close stdin for good when the first client that attached to it leaves.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>The id of the container whose processes it sees; null for its own only.</summary>
    public string? ProcessesOf { get; init; }

    /// <summary>With which rights it runs.</summary>
    public ContainerRights Rights { get; init; } = new();

    /// <summary>Whether it sees the processes of the whole pod; or, with the machine's, all.</summary>
    public ProcessView Processes { get; init; }

    /// <summary>Whether it shares memory with the machine's processes instead of the pod's.</summary>
    public bool HostIpc { get; init; }

    /// <summary>What is mounted into its files.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>More labels for the engine's object.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
