using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the volumes of a pod.</summary>
internal static class VolumeRules
{
    /// <summary>The sources that the volume has, by their names in JSON.</summary>
    public static IReadOnlyList<string> Sources(Volume volume) =>
    [
        .. new (string Name, object? Source)[]
        {
            ("hostPath", volume.HostPath), ("emptyDir", volume.EmptyDir), ("secret", volume.Secret), ("nfs", volume.Nfs),
            ("persistentVolumeClaim", volume.PersistentVolumeClaim), ("downwardAPI", volume.DownwardAPI), ("configMap", volume.ConfigMap),
            ("projected", volume.Projected), ("csi", volume.Csi), ("ephemeral", volume.Ephemeral), ("image", volume.Image),
        }.Where(each => each.Source is not null).Select(each => each.Name),
    ];

    public static void Validate(IReadOnlyList<Volume> volumes, string field, Problems problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, volume) in volumes.Index())
        {
            var name = $"{field}[{i}].name";
            if (volume.Name.Length == 0) problems.Add(StatusCause.Required(name));
            else if (!Names.IsDnsLabel(volume.Name)) problems.Add(StatusCause.Invalid(name, volume.Name, Names.LabelRule));
            else if (!names.Add(volume.Name)) problems.Add(StatusCause.Duplicate(name, volume.Name));
            Validate(volume, $"{field}[{i}]", problems);
        }
    }

    private static void Validate(Volume volume, string field, Problems problems)
    {
        var sources = Sources(volume);
        if (sources.Count == 0) problems.Add(StatusCause.Required(field, "must specify a volume type"));
        foreach (var source in sources.Skip(1))
            problems.Add(StatusCause.Forbidden($"{field}.{source}", "may not specify more than 1 volume type"));
        if (volume.HostPath is { } host) Validate(host, $"{field}.hostPath", problems);
        if (volume.EmptyDir is { } empty)
        {
            problems.OneOf(empty.Medium, $"{field}.emptyDir.medium", "", "Memory");
            problems.Check(empty.SizeLimit is not { Value: < 0 }, () =>
                StatusCause.Forbidden($"{field}.emptyDir.sizeLimit", "SizeLimit field must be a valid resource quantity"));
        }
        if (volume.Secret is { } secret)
        {
            Need(secret.SecretName, $"{field}.secret.secretName", problems);
            FileRules.Validate(secret.Items, secret.DefaultMode, $"{field}.secret", problems);
        }
        if (volume.ConfigMap is { } map)
        {
            Need(map.Name, $"{field}.configMap.name", problems);
            FileRules.Validate(map.Items, map.DefaultMode, $"{field}.configMap", problems);
        }
        if (volume.DownwardAPI is { } api)
        {
            FileRules.Mode(api.DefaultMode, $"{field}.downwardAPI.defaultMode", problems);
            FileRules.Validate(api.Items, $"{field}.downwardAPI", problems);
        }
        if (volume.Projected is { } projected) ProjectionRules.Validate(projected, $"{field}.projected", problems);
        if (volume.Nfs is { } nfs)
        {
            Need(nfs.Server, $"{field}.nfs.server", problems);
            Need(nfs.Path, $"{field}.nfs.path", problems);
            problems.Check(nfs.Path.Length == 0 || nfs.Path[0] == '/', () => StatusCause.Invalid($"{field}.nfs.path", nfs.Path, "must be an absolute path"));
        }
        if (volume.PersistentVolumeClaim is { } claim) Need(claim.ClaimName, $"{field}.persistentVolumeClaim.claimName", problems);
        if (volume.Csi is { } csi) Need(csi.Driver, $"{field}.csi.driver", problems);
        if (volume.Image is { } image) Need(image.Reference, $"{field}.image.reference", problems);
        if (volume.Ephemeral is { } ephemeral) Validate(ephemeral, $"{field}.ephemeral", problems);
    }

    private static void Validate(HostPathVolumeSource host, string field, Problems problems)
    {
        Need(host.Path, $"{field}.path", problems);
        problems.Check(!host.Path.Split('/').Contains(".."), () => StatusCause.Invalid($"{field}.path", host.Path, "must not contain '..'"));
        problems.OneOf(host.Type, $"{field}.type",
            "", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice");
    }

    private static void Validate(EphemeralVolumeSource ephemeral, string field, Problems problems)
    {
        field += ".volumeClaimTemplate";
        if (ephemeral.VolumeClaimTemplate is not { Spec: var spec }) problems.Add(StatusCause.Required(field));
        else if (spec.AccessModes is not { Count: > 0 }) problems.Add(StatusCause.Required($"{field}.spec.accessModes", "at least 1 access mode is required"));
        else if (spec.Resources?.Requests?.ContainsKey("storage") != true) problems.Add(StatusCause.Required($"{field}.spec.resources[storage]"));
    }

    private static void Need(string? value, string field, Problems problems)
    {
        if (string.IsNullOrEmpty(value)) problems.Add(StatusCause.Required(field));
    }
}
