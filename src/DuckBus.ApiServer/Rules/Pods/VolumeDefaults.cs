using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What Kubernetes fills in when a volume leaves it out.</summary>
internal static class VolumeDefaults
{
    /// <summary>Mode 0644.</summary>
    private const int Readable = 420;

    public static Volume Apply(Volume volume) => VolumeRules.Sources(volume).Count == 0 && volume.UnknownFields is not { Count: > 0 }
        ? volume with { EmptyDir = new EmptyDirVolumeSource() }
        : volume with
        {
            HostPath = volume.HostPath is { } path ? path with { Type = path.Type ?? "" } : null,
            ConfigMap = volume.ConfigMap is { } map ? map with { DefaultMode = map.DefaultMode ?? Readable } : null,
            Secret = volume.Secret is { } secret ? secret with { DefaultMode = secret.DefaultMode ?? Readable } : null,
            DownwardAPI = volume.DownwardAPI is { } api ? api with { DefaultMode = api.DefaultMode ?? Readable, Items = Apply(api.Items) } : null,
            Projected = volume.Projected is { } all
                ? all with { DefaultMode = all.DefaultMode ?? Readable, Sources = all.Sources is null ? null : [.. all.Sources.Select(Apply)] }
                : null,
            Ephemeral = volume.Ephemeral is { VolumeClaimTemplate: { Spec.VolumeMode: null } claim } ephemeral
                ? ephemeral with { VolumeClaimTemplate = claim with { Spec = claim.Spec with { VolumeMode = "Filesystem" } } }
                : volume.Ephemeral,
            Image = volume.Image is { } image ? image with { PullPolicy = image.PullPolicy ?? PodSpecDefaults.PullPolicy(image.Reference) } : null,
        };

    /// <summary>The field with <c>v1</c> as the version that its path is written in.</summary>
    public static ObjectFieldSelector? Apply(ObjectFieldSelector? field) => field is { ApiVersion: null } ? field with { ApiVersion = "v1" } : field;

    private static VolumeProjection Apply(VolumeProjection source) => source with
    {
        DownwardAPI = source.DownwardAPI is { } api ? api with { Items = Apply(api.Items) } : null,
        ServiceAccountToken = source.ServiceAccountToken is { } token ? token with { ExpirationSeconds = token.ExpirationSeconds ?? 3600 } : null,
    };

    private static IReadOnlyList<DownwardApiVolumeFile>? Apply(IReadOnlyList<DownwardApiVolumeFile>? files) =>
        files is null ? null : [.. files.Select(file => file with { FieldRef = Apply(file.FieldRef) })];
}
