using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What is allowed in a pod and yet hardly meant, in Kubernetes' words.</summary>
internal static class PodWarnings
{
    private static readonly string[] WholeBytes = ["memory", "ephemeral-storage"];

    private static readonly Dictionary<string, string> OldLabels = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    private static readonly Dictionary<string, string> OldAnnotations = new(StringComparer.Ordinal)
    {
        ["scheduler.alpha.kubernetes.io/critical-pod"] = "non-functional in v1.16+; use the \"priorityClassName\" field instead",
        ["security.alpha.kubernetes.io/sysctls"] = "non-functional in v1.11+; use the \"sysctls\" field instead",
        ["security.alpha.kubernetes.io/unsafe-sysctls"] = "non-functional in v1.11+; use the \"sysctls\" field instead",
    };

    /// <summary>The warnings of a pod, or of a template of pods.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="path">Where they are, with a dot at the end; empty for a pod.</param>
    public static IEnumerable<string> Of(ObjectMeta metadata, PodSpec spec, string path) =>
    [
        .. (spec.NodeSelector ?? new Dictionary<string, string>()).Keys.Where(OldLabels.ContainsKey).Select(key => $"{path}spec.nodeSelector[{key}]: {OldLabels[key]}"),
        .. NodeTerms(spec.Affinity?.NodeAffinity, $"{path}spec.affinity.nodeAffinity"),
        .. Spreads(spec, path),
        .. (metadata.Annotations ?? new Dictionary<string, string>()).Keys.Where(OldAnnotations.ContainsKey)
            .Select(key => $"{path}metadata.annotations[{key}]: {OldAnnotations[key]}"),
        .. Twice(spec.HostAliases, alias => alias.Ip).Select(found => $"{path}spec.hostAliases[{found.Index}].ip: duplicate ip \"{found.Item.Ip}\""),
        .. Twice(spec.ImagePullSecrets, secret => secret.Name)
            .Select(found => $"{path}spec.imagePullSecrets[{found.Index}].name: duplicate name \"{found.Item.Name}\""),
        .. (spec.ImagePullSecrets ?? []).Index().Where(secret => secret.Item.Name.Length == 0)
            .Select(secret => $"{path}spec.imagePullSecrets[{secret.Index}].name: invalid empty name \"\""),
        .. Containers(spec, path).SelectMany(found => Of(found.Container, found.Field)),
        .. PortWarnings.Of(Containers(spec, path)),
        .. spec.TerminationGracePeriodSeconds < 0
            ? [$"{path}spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"]
            : Array.Empty<string>(),
    ];

    private static IEnumerable<(Container Container, string Field)> Containers(PodSpec spec, string path) =>
    [
        .. (spec.InitContainers ?? []).Select((container, i) => (container, $"{path}spec.initContainers[{i}]")),
        .. spec.Containers.Select((container, i) => (container, $"{path}spec.containers[{i}]")),
    ];

    private static IEnumerable<string> Of(Container container, string field) =>
    [
        .. Fractions(container.Resources?.Limits, $"{field}.resources.limits"),
        .. Fractions(container.Resources?.Requests, $"{field}.resources.requests"),
        .. Twice(container.Env, variable => variable.Name)
            .Where(found => found.Item.ValueFrom is not null || found.Item.Value == $"$({found.Item.Name})" || found.Item.Value?.Contains($"$({found.Item.Name})", StringComparison.Ordinal) != true)
            .Select(found => $"{field}.env[{found.Index}]: hides previous definition of \"{found.Item.Name}\", which may be dropped when using apply"),
    ];

    private static IEnumerable<string> Fractions(IReadOnlyDictionary<string, Quantity>? amounts, string field) => WholeBytes
        .Where(name => amounts?.TryGetValue(name, out var amount) == true && amount.Value != decimal.Truncate(amount.Value))
        .Select(name => $"{field}[{name}]: fractional byte value \"{amounts![name]}\" is invalid, must be an integer");

    private static IEnumerable<string> NodeTerms(NodeAffinity? affinity, string field)
    {
        const string During = "DuringSchedulingIgnoredDuringExecution";
        var terms = (affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [])
            .Select((term, i) => (term, Field: $"{field}.required{During}.nodeSelectorTerms[{i}]"))
            .Concat((affinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [])
                .Select((preferred, i) => (preferred.Preference, $"{field}.preferred{During}[{i}].preference")));
        foreach (var (term, where) in terms)
            foreach (var (i, requirement) in (term.MatchExpressions ?? []).Index())
                if (OldLabels.TryGetValue(requirement.Key, out var old)) yield return $"{where}.matchExpressions[{i}].key: {requirement.Key} is {old}";
    }

    private static IEnumerable<string> Spreads(PodSpec spec, string path)
    {
        foreach (var (i, spread) in (spec.TopologySpreadConstraints ?? []).Index())
        {
            var field = $"{path}spec.topologySpreadConstraints[{i}]";
            if (OldLabels.TryGetValue(spread.TopologyKey, out var old)) yield return $"{field}.topologyKey: {spread.TopologyKey} is {old}";
            if (spread.LabelSelector is null) yield return $"{field}.labelSelector: a null labelSelector results in matching no pod";
        }
    }

    /// <summary>The items whose key some item before them has.</summary>
    private static List<(int Index, T Item)> Twice<T>(IReadOnlyList<T>? items, Func<T, string> key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return (items ?? []).Index().Where(item => !seen.Add(key(item.Item))).ToList();
    }
}
