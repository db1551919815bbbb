using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for a volume that shows several sources in one directory.</summary>
internal static class ProjectionRules
{
    public static void Validate(ProjectedVolumeSource projected, string field, Problems problems)
    {
        FileRules.Mode(projected.DefaultMode, $"{field}.defaultMode", problems);
        foreach (var (i, source) in (projected.Sources ?? []).Index()) Validate(source, $"{field}.sources[{i}]", problems);
    }

    private static void Validate(VolumeProjection source, string field, Problems problems)
    {
        var given = new object?[] { source.Secret, source.DownwardAPI, source.ConfigMap, source.ServiceAccountToken, source.ClusterTrustBundle }
            .Count(each => each is not null);
        if (given == 0) problems.Add(StatusCause.Required(field, "must specify a volume type"));
        if (given > 1) problems.Add(StatusCause.Forbidden(field, "may not specify more than 1 volume type per source"));
        if (source.Secret is { } secret) Validate(secret.Name, secret.Items, $"{field}.secret", problems);
        if (source.ConfigMap is { } map) Validate(map.Name, map.Items, $"{field}.configMap", problems);
        if (source.DownwardAPI is { } api) FileRules.Validate(api.Items, $"{field}.downwardAPI", problems);
        if (source.ClusterTrustBundle is { } bundle) FileRules.Path(bundle.Path, $"{field}.clusterTrustBundle.path", problems);
        if (source.ServiceAccountToken is not { } token) return;
        field += ".serviceAccountToken";
        problems.Check(token.Path.Length > 0, () => StatusCause.Required($"{field}.path"));
        FileRules.Relative(token.Path, $"{field}.path", problems);
        problems.Check(token.ExpirationSeconds is null or >= 600, () =>
            StatusCause.Invalid($"{field}.expirationSeconds", token.ExpirationSeconds, "may not specify a duration less than 10 minutes"));
        problems.Check(token.ExpirationSeconds is null or <= 1L << 32, () =>
            StatusCause.Invalid($"{field}.expirationSeconds", token.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds"));
    }

    private static void Validate(string name, IReadOnlyList<KeyToPath>? items, string field, Problems problems)
    {
        problems.Check(name.Length > 0, () => StatusCause.Required($"{field}.name"));
        FileRules.Validate(items, defaultMode: null, field, problems);
    }
}
