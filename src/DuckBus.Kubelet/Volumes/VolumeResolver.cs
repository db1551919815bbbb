using System.Text;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Volumes;

/// <summary>The files of a pod's volumes as they are to be now.</summary>
/// <param name="config">ConfigMaps and Secrets.</param>
/// <param name="tokens">Tokens of the pods' accounts.</param>
/// <param name="machine">What a container may use that has no limit of its own.</param>
internal sealed class VolumeResolver(IConfigSource config, ITokenSource tokens, MachineSize machine)
{
    private const int DefaultMode = 0x1a4; // 0644

    /// <summary>The content of a volume; null for a path of the machine.</summary>
    /// <exception cref="ConfigException">Something is missing that is not optional, in the words of Kubernetes' event FailedMount.</exception>
    public async Task<VolumeContent?> ResolveAsync(Pod pod, Volume volume, CancellationToken cancellationToken)
    {
        if (volume.HostPath is not null) return null;
        try
        {
            return new VolumeContent
            {
                Volume = volume.Name,
                Group = pod.Spec.SecurityContext?.FsGroup,
                Files = volume switch
                {
                    { ConfigMap: { } map } => await ConfigMapAsync(pod, map.Name, map.Items, map.DefaultMode, map.Optional, cancellationToken),
                    { Secret: { } secret } => await SecretAsync(pod, secret.SecretName ?? "", secret.Items, secret.DefaultMode, secret.Optional, cancellationToken),
                    { DownwardAPI: { } downward } => Downward(pod, downward.Items, downward.DefaultMode),
                    { Projected: { } projected } => await ProjectedAsync(pod, projected, cancellationToken),
                    { Nfs: not null } or { PersistentVolumeClaim: not null } or { Csi: not null } or { Ephemeral: not null } or { Image: not null } =>
                        throw new ConfigException("DuckBus has no volumes of this kind; it has emptyDir, hostPath, configMap, secret, downwardAPI and projected"),
                    _ => null,
                },
            };
        }
        catch (ConfigException missing)
        {
            throw new ConfigException($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {missing.Message}");
        }
    }

    private async Task<IReadOnlyList<VolumeFile>> ProjectedAsync(Pod pod, ProjectedVolumeSource projected, CancellationToken cancellationToken)
    {
        var files = new OrderedDictionary<string, VolumeFile>(StringComparer.Ordinal);
        var mode = projected.DefaultMode;
        foreach (var source in projected.Sources ?? [])
        {
            IReadOnlyList<VolumeFile> more = source switch
            {
                { ConfigMap: { } map } => await ConfigMapAsync(pod, map.Name, map.Items, mode, map.Optional, cancellationToken),
                { Secret: { } secret } => await SecretAsync(pod, secret.Name, secret.Items, mode, secret.Optional, cancellationToken),
                { DownwardAPI: { } downward } => Downward(pod, downward.Items, mode),
                { ServiceAccountToken: { } token } =>
                    [new VolumeFile(Inside(token.Path), Encoding.UTF8.GetBytes(await tokens.TokenAsync(pod, token, cancellationToken)), mode ?? DefaultMode)],
                _ => [],
            };
            foreach (var file in more) files[file.Path] = file;
        }

        return [.. files.Values];
    }

    private async Task<IReadOnlyList<VolumeFile>> ConfigMapAsync(
        Pod pod, string name, IReadOnlyList<KeyToPath>? items, int? mode, bool? optional, CancellationToken cancellationToken) =>
        Select("configmap", name, await config.ConfigMapFilesAsync(pod.Metadata.Namespace ?? "", name, cancellationToken), items, mode, optional);

    private async Task<IReadOnlyList<VolumeFile>> SecretAsync(
        Pod pod, string name, IReadOnlyList<KeyToPath>? items, int? mode, bool? optional, CancellationToken cancellationToken) =>
        Select("secret", name, await config.SecretFilesAsync(pod.Metadata.Namespace ?? "", name, cancellationToken), items, mode, optional);

    private static List<VolumeFile> Select(
        string kind, string name, IReadOnlyDictionary<string, byte[]>? found, IReadOnlyList<KeyToPath>? items, int? mode, bool? optional)
    {
        if (found is null && optional != true) throw new ConfigException($"{kind} \"{name}\" not found");
        found ??= new Dictionary<string, byte[]>();
        if (items is null or { Count: 0 }) return [.. found.Select(one => new VolumeFile(one.Key, one.Value, mode ?? DefaultMode))];
        var files = new List<VolumeFile>();
        foreach (var item in items)
        {
            if (found.TryGetValue(item.Key, out var content)) files.Add(new VolumeFile(Inside(item.Path), content, item.Mode ?? mode ?? DefaultMode));
            else if (optional != true) throw new ConfigException($"references non-existent {(kind == "secret" ? "secret" : "config")} key: {item.Key}");
        }

        return files;
    }

    private List<VolumeFile> Downward(Pod pod, IReadOnlyList<DownwardApiVolumeFile>? items, int? mode) =>
        [.. (items ?? []).Select(item => new VolumeFile(Inside(item.Path), Encoding.UTF8.GetBytes(Value(pod, item)), item.Mode ?? mode ?? DefaultMode))];

    private string Value(Pod pod, DownwardApiVolumeFile item) => item switch
    {
        { FieldRef: { } field } => PodField.Value(pod, field.FieldPath, "", null),
        { ResourceFieldRef: { } resource } => ResourceField.Value(
            pod.Spec.AllContainers().FirstOrDefault(container => container.Name == resource.ContainerName)
                ?? throw new ConfigException($"couldn't find container \"{resource.ContainerName}\" of resourceFieldRef"),
            resource, machine),
        _ => throw new ConfigException($"the file \"{item.Path}\" names no source"),
    };

    private static string Inside(string path) => path.Length > 0 && !path.StartsWith('/') && !path.Split('/').Contains("..")
        ? path
        : throw new ConfigException($"the path \"{path}\" must be relative and without ..");
}
