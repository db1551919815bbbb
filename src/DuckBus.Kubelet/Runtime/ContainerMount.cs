namespace DuckBus.Kubelet.Runtime;

/// <summary>A directory, or a part of one, in the files of a container. Exactly one of Volume and HostPath is given.</summary>
public sealed record ContainerMount
{
    /// <summary>The name of a volume of the pod.</summary>
    public string? Volume { get; init; }

    /// <summary>A path on the machine of the engine.</summary>
    public string? HostPath { get; init; }

    /// <summary>Whether the path on the machine is made, as a directory, if it is missing.</summary>
    public bool Create { get; init; }

    /// <summary>Where it appears in the container.</summary>
    public required string Path { get; init; }

    /// <summary>The part of it to show, relative; null for all.</summary>
    public string? SubPath { get; init; }

    /// <summary>Whether the container can only read it.</summary>
    public bool ReadOnly { get; init; }
}
