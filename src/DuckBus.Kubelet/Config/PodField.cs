using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>The downward API: fields of the pod as values.</summary>
internal static class PodField
{
    /// <summary>The value at a path such as <c>metadata.name</c> or <c>metadata.labels['app']</c>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="path">The path.</param>
    /// <param name="hostIp">The node's address.</param>
    /// <param name="podIp">The pod's address; null where the runtime gives none.</param>
    /// <exception cref="ConfigException">There is no such field.</exception>
    public static string Value(Pod pod, string path, string hostIp, string? podIp) => path switch
    {
        "metadata.name" => pod.Metadata.Name ?? "",
        "metadata.namespace" => pod.Metadata.Namespace ?? "",
        "metadata.labels" => Lines(pod.Metadata.Labels),
        "metadata.annotations" => Lines(pod.Metadata.Annotations),
        "metadata.uid" => pod.Metadata.Uid ?? "",
        "spec.nodeName" => pod.Spec.NodeName ?? "",
        "spec.serviceAccountName" => pod.Spec.ServiceAccountName ?? "",
        "status.hostIP" or "status.hostIPs" => hostIp,
        "status.podIP" or "status.podIPs" => podIp ?? "",
        _ => Subscript(path, "metadata.labels") is { } label ? pod.Metadata.Labels?.GetValueOrDefault(label) ?? ""
            : Subscript(path, "metadata.annotations") is { } annotation ? pod.Metadata.Annotations?.GetValueOrDefault(annotation) ?? ""
            : throw new ConfigException($"unsupported fieldPath: {path}"),
    };

    /// <summary>Whether the value is only known once the sandbox runs.</summary>
    public static bool NeedsSandbox(string path) => path is "status.podIP" or "status.podIPs";

    /// <summary>As Kubernetes writes a map into a file: sorted, a line each, the value in quotes.</summary>
    private static string Lines(IReadOnlyDictionary<string, string>? map) => string.Join('\n', (map ?? new Dictionary<string, string>())
        .OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{one.Key}=\"{one.Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\""));

    private static string? Subscript(string path, string field) =>
        path.StartsWith(field + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(field.Length + 2)..^2]
            : null;
}
