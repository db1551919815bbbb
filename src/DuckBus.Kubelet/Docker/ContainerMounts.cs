using System.Globalization;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>What a pod asks for to be mounted, as the engine is asked for it.</summary>
internal static class ContainerMounts
{
    /// <summary>The volumes of a pod, in its sandbox. The engine makes those that are missing.</summary>
    public static IReadOnlyList<ContainerRequest.Mount>? Sandbox(SandboxSpec spec, string cluster, string node) =>
        spec.Volumes.Count == 0 ? null : [.. spec.Volumes.Select(volume => new ContainerRequest.Mount(
            "volume", DockerNames.Volume(cluster, node, spec.Pod, volume.Name), VolumeArchive.PathOf(volume.Name), ReadOnly: false,
            new ContainerRequest.VolumeSettings(
                NoCopy: true,
                new Dictionary<string, string>
                {
                    [DockerLabels.Cluster] = cluster,
                    [DockerLabels.Node] = node,
                    [DockerLabels.PodUid] = spec.Pod.Uid,
                },
                volume.InMemory ? Memory(volume) : null)))];

    /// <summary>What a container mounts by type; paths of the machine that may be missing are for <see cref="Binds"/>.</summary>
    public static IReadOnlyList<ContainerRequest.Mount>? Container(ContainerSpec spec, string cluster, string node) =>
        NullIfEmpty([.. spec.Mounts.Where(mount => !mount.Create).Select(mount => mount.Volume is { } volume
            ? new ContainerRequest.Mount(
                "volume", DockerNames.Volume(cluster, node, spec.Pod, volume), mount.Path, mount.ReadOnly,
                new ContainerRequest.VolumeSettings(NoCopy: true, Labels: null, DriverConfig: null))
            : new ContainerRequest.Mount("bind", Source(mount), mount.Path, mount.ReadOnly, VolumeOptions: null))]);

    /// <summary>Paths of the machine that the engine makes if they are missing.</summary>
    public static IReadOnlyList<string>? Binds(ContainerSpec spec) =>
        NullIfEmpty([.. spec.Mounts.Where(mount => mount.Create).Select(mount => $"{Source(mount)}:{mount.Path}{(mount.ReadOnly ? ":ro" : "")}")]);

    private static string Source(ContainerMount mount) => mount.SubPath is { } part ? $"{mount.HostPath}/{part}" : mount.HostPath!;

    private static ContainerRequest.DriverSettings Memory(PodVolume volume) => new("local", new Dictionary<string, string>
    {
        ["type"] = "tmpfs",
        ["device"] = "tmpfs",
        ["o"] = volume.SizeLimit is { } size ? string.Create(CultureInfo.InvariantCulture, $"mode=0777,size={size}") : "mode=0777",
    });

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;
}
