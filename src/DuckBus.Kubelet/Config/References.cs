using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Config;

/// <summary>Which ConfigMaps and Secrets pods take values from.</summary>
internal static class References
{
    /// <summary>Whether one of the pods needs the object.</summary>
    public static bool To(IEnumerable<Pod> pods, Resource config) => pods.Any(pod =>
        pod.Metadata.Namespace == config.Metadata.Namespace
        && pod.Spec.AllContainers()
            .Any(container => Names(container, config is Secret).Contains(config.Metadata.Name)));

    private static IEnumerable<string?> Names(Container container, bool secrets) =>
    [
        .. (container.EnvFrom ?? []).Select(source => (secrets ? source.SecretRef : source.ConfigMapRef)?.Name),
        .. (container.Env ?? []).Select(one => (secrets ? one.ValueFrom?.SecretKeyRef : one.ValueFrom?.ConfigMapKeyRef)?.Name),
    ];
}
