namespace DuckBus.Kubelet.Runtime;

/// <summary>What a volume is filled with. Readers see all of it or all of what was there before, never a part.</summary>
public sealed record VolumeContent
{
    /// <summary>The name of the volume in the pod.</summary>
    public required string Volume { get; init; }

    /// <summary>The files; null for a directory that only the containers fill.</summary>
    public IReadOnlyList<VolumeFile>? Files { get; init; }

    /// <summary>The group that owns directory and files; null for root's.</summary>
    public long? Group { get; init; }

    /// <summary>Which version of the content this is, counted from 0.</summary>
    public int Version { get; init; }

    /// <summary>Names at the top of the directory that were there before and are no more.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
