using System.Globalization;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Meta;
using DuckBus.Model.Metrics;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Usage;

/// <summary>From two measurements of each container to what is in use now, as Kubernetes tells it. Pure.</summary>
internal static class UsageRates
{
    private const decimal NanosPerCore = 1_000_000_000;

    /// <summary>The pods whose running containers were all measured twice; the others have to wait.</summary>
    public static IReadOnlyList<PodMetrics> Pods(UsageSample sample) =>
    [
        .. Measured(sample).Select(pod => new PodMetrics
        {
            ApiVersion = "metrics.k8s.io/v1beta1",
            Kind = nameof(PodMetrics),
            Metadata = new ObjectMeta { Name = pod.Identity.Name, Namespace = pod.Identity.Namespace, Uid = pod.Identity.Uid },
            Timestamp = pod.Containers.Min(one => one.Usage.Now.At),
            Window = Duration(pod.Containers.Select(one => one.Usage)),
            Containers = [.. pod.Containers.Select(one => new ContainerMetrics { Name = one.Name, Usage = Amounts([one.Usage]) })],
        }),
    ];

    /// <summary>What the containers of a node use together. A machine may carry several nodes, so its own use is not counted.</summary>
    public static NodeMetrics Node(string name, UsageSample sample)
    {
        var containers = Measured(sample).SelectMany(pod => pod.Containers).Select(one => one.Usage).ToList();
        return new NodeMetrics
        {
            ApiVersion = "metrics.k8s.io/v1beta1",
            Kind = nameof(NodeMetrics),
            Metadata = new ObjectMeta { Name = name },
            Timestamp = sample.At,
            Window = Duration(containers),
            Usage = Amounts(containers),
        };
    }

    private static IEnumerable<(PodIdentity Identity, List<(string Name, ContainerUsage Usage)> Containers)> Measured(UsageSample sample) =>
        sample.Pods
            .Where(pod => pod.Containers.Values.All(usage => usage is not null))
            .Select(pod => (pod.Identity, pod.Containers.Select(one => (one.Key, one.Value!)).ToList()));

    private static Dictionary<string, Quantity> Amounts(IReadOnlyCollection<ContainerUsage> containers) => new()
    {
        ["cpu"] = Quantity.Parse($"{containers.Sum(one => (long)(one.Cores * NanosPerCore))}n"),
        ["memory"] = Quantity.Parse($"{containers.Sum(one => one.Now.MemoryBytes) / 1024}Ki"),
    };

    private static string Duration(IEnumerable<ContainerUsage> containers) =>
        containers.Select(one => one.Window.TotalSeconds).DefaultIfEmpty().Max().ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
