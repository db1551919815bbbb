using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Config;

/// <summary>Which ConfigMaps and Secrets pods take values from.</summary>
internal static class References
{
    /// <summary>Whether one of the pods needs the object.</summary>
    public static bool To(IEnumerable<Pod> pods, Resource config) => pods.Any(pod =>
        pod.Metadata.Namespace == config.Metadata.Namespace
        && Names(pod, config is Secret).Contains(config.Metadata.Name));

    /// <summary>The names of the ConfigMaps and Secrets that volumes of the pod show.</summary>
    public static IEnumerable<string?> Of(Pod pod) => Volumes(pod, secrets: true).Concat(Volumes(pod, secrets: false));

    private static IEnumerable<string?> Names(Pod pod, bool secrets) =>
        pod.Spec.AllContainers().SelectMany(container => Names(container, secrets)).Concat(Volumes(pod, secrets));

    private static IEnumerable<string?> Volumes(Pod pod, bool secrets) => (pod.Spec.Volumes ?? []).SelectMany(volume => (string?[])
    [
        secrets ? volume.Secret?.SecretName : volume.ConfigMap?.Name,
        .. (volume.Projected?.Sources ?? []).Select(source => secrets ? source.Secret?.Name : source.ConfigMap?.Name),
    ]);

    private static IEnumerable<string?> Names(Container container, bool secrets) =>
    [
        .. (container.EnvFrom ?? []).Select(source => (secrets ? source.SecretRef : source.ConfigMapRef)?.Name),
        .. (container.Env ?? []).Select(one => (secrets ? one.ValueFrom?.SecretKeyRef : one.ValueFrom?.ConfigMapKeyRef)?.Name),
    ];
}
