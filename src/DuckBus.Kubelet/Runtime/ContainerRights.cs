namespace DuckBus.Kubelet.Runtime;

/// <summary>With which rights a container runs.</summary>
public sealed record ContainerRights
{
    /// <summary>The user id; the image's unless given.</summary>
    public long? User { get; init; }

    /// <summary>The group id; the image's, or root's where a user is given, unless given.</summary>
    public long? Group { get; init; }

    /// <summary>More groups.</summary>
    public IReadOnlyList<long> MoreGroups { get; init; } = [];

    /// <summary>Capabilities to add, such as NET_ADMIN.</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>Capabilities to drop; ALL drops all.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>All rights on the machine.</summary>
    public bool Privileged { get; init; }

    /// <summary>Whether the container's own files cannot be changed.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>Whether no process gets more rights than its parent.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>Whether all system calls are allowed.</summary>
    public bool Unconfined { get; init; }

    /// <summary>Whether the container sees all of /proc, also what runtimes hide.</summary>
    public bool Unmasked { get; init; }

    /// <summary>Whether the container may not run as root, whatever its image says.</summary>
    public bool NonRoot { get; init; }
}
