using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Volumes;

/// <summary>What the runtime is asked for so that containers see the volumes that the pod declares. Pure.</summary>
internal static class PodVolumeSpecs
{
    /// <summary>The volumes that the runtime has to make.</summary>
    public static IReadOnlyList<PodVolume> Of(Pod pod) =>
        [.. (pod.Spec.Volumes ?? []).Where(volume => volume.HostPath is null).Select(Volume)];

    /// <summary>Whether the files of the volume come from the API, so that containers can only read them.</summary>
    public static bool IsProjected(Volume volume) =>
        volume.ConfigMap is not null || volume.Secret is not null || volume.DownwardAPI is not null || volume.Projected is not null;

    /// <summary>What a container mounts.</summary>
    /// <exception cref="ConfigException">A mount names no volume of the pod, or a path that leads out of it.</exception>
    public static IReadOnlyList<ContainerMount> Mounts(Pod pod, Container container, IReadOnlyDictionary<string, string> variables) =>
        [.. (container.VolumeMounts ?? []).Select(mount => Mount(pod, mount, variables))];

    private static PodVolume Volume(Volume volume) => volume switch
    {
        { EmptyDir: { Medium: "Memory" } memory } => new PodVolume(volume.Name, InMemory: true, (long?)memory.SizeLimit?.Value),
        // Secrets and tokens never reach a disk.
        { Secret: not null } => new PodVolume(volume.Name, InMemory: true),
        { Projected.Sources: { } sources } when sources.Any(source => source.Secret is not null || source.ServiceAccountToken is not null) => new PodVolume(volume.Name, InMemory: true),
        _ => new PodVolume(volume.Name),
    };

    private static ContainerMount Mount(Pod pod, VolumeMount mount, IReadOnlyDictionary<string, string> variables)
    {
        var volume = pod.Spec.Volumes?.FirstOrDefault(one => one.Name == mount.Name)
            ?? throw new ConfigException($"volumeMounts: the pod has no volume \"{mount.Name}\"");
        var part = mount.SubPathExpr is { Length: > 0 } expression ? VariableExpansion.Expand(expression, variables)
            : mount.SubPath is { Length: > 0 } given ? given : null;
        if (part is not null && (part.StartsWith('/') || part.Split('/').Contains("..")))
            throw new ConfigException($"failed to prepare subPath for volumeMount \"{mount.Name}\": \"{part}\" must be relative and without ..");
        return new ContainerMount
        {
            Volume = volume.HostPath is null ? volume.Name : null,
            HostPath = volume.HostPath?.Path,
            Create = volume.HostPath?.Type is "" or "DirectoryOrCreate" || volume is { HostPath: { Type: null } },
            Path = mount.MountPath,
            SubPath = part,
            ReadOnly = mount.ReadOnly == true || IsProjected(volume),
        };
    }
}
