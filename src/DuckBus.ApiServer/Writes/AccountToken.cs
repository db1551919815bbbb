using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.ApiServer.Writes;

/// <summary>Puts the token of its account into a pod that wants it, where the client libraries of Kubernetes look for it. Pure but for the volume's name.</summary>
internal static class AccountToken
{
    /// <summary>The directory.</summary>
    public const string Path = "/var/run/secrets/kubernetes.io/serviceaccount";

    private const long Seconds = 3607;

    /// <summary>
    /// The pod with the volume, if it or else its account asks for it. Nobody who does not ask gets it, unlike in Kubernetes: the volume
    /// would cost the start of every pod time for something that few need.
    /// </summary>
    public static Pod Mount(Pod pod, ServiceAccount? account)
    {
        if ((pod.Spec.AutomountServiceAccountToken ?? account?.AutomountServiceAccountToken) != true || pod.Spec.AllContainers().All(HasOne)) return pod;
        var volume = NameGenerator.Complete("kube-api-access-");
        return pod with
        {
            Spec = pod.Spec with
            {
                Volumes = [.. pod.Spec.Volumes ?? [], Volume(volume)],
                Containers = [.. pod.Spec.Containers.Select(Mounted)],
                InitContainers = pod.Spec.InitContainers is { } init ? [.. init.Select(Mounted)] : null,
            },
        };

        Container Mounted(Container container) => HasOne(container) ? container : container with
        {
            VolumeMounts = [.. container.VolumeMounts ?? [], new VolumeMount { Name = volume, MountPath = Path, ReadOnly = true }],
        };
    }

    private static bool HasOne(Container container) => container.VolumeMounts?.Any(mount => mount.MountPath.TrimEnd('/') == Path) ?? false;

    private static Volume Volume(string name) => new()
    {
        Name = name,
        Projected = new ProjectedVolumeSource
        {
            Sources =
            [
                new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = Seconds } },
                new VolumeProjection { ConfigMap = new ConfigMapProjection { Name = "kube-root-ca.crt", Optional = true, Items = [new KeyToPath { Key = "ca.crt", Path = "ca.crt" }] } },
                new VolumeProjection
                {
                    DownwardAPI = new DownwardApiProjection
                    {
                        Items = [new DownwardApiVolumeFile { Path = "namespace", FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.namespace" } }],
                    },
                },
            ],
        },
    };
}
