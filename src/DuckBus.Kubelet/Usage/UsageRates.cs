using System.Globalization;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Meta;
using DuckBus.Model.Metrics;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Usage;

/// <summary>From two looks at the containers to what they use now, as Kubernetes tells it. Pure.</summary>
internal static class UsageRates
{
    private const decimal NanosPerCore = 1_000_000_000;

    /// <summary>The pods whose running containers are all in both looks; the others have to wait for the next.</summary>
    public static IReadOnlyList<PodMetrics> Pods(UsageSample before, UsageSample now)
    {
        var known = before.Pods.SelectMany(pod => pod.Containers.Values)
            .Where(container => container.Stats is not null)
            .ToDictionary(container => container.Id, container => container.Stats!, StringComparer.Ordinal);
        return
        [
            .. now.Pods
                .Where(pod => pod.Containers.Count > 0 && pod.Containers.Values.All(one => one.Stats is not null && known.ContainsKey(one.Id)))
                .Select(pod => new PodMetrics
                {
                    ApiVersion = "metrics.k8s.io/v1beta1",
                    Kind = nameof(PodMetrics),
                    Metadata = new ObjectMeta { Name = pod.Identity.Name, Namespace = pod.Identity.Namespace, Uid = pod.Identity.Uid },
                    Timestamp = now.At,
                    Window = Duration(now.At - before.At),
                    Containers =
                    [
                        .. pod.Containers.Select(one => new ContainerMetrics
                        {
                            Name = one.Key,
                            Usage = Amounts(Cores(known[one.Value.Id], one.Value.Stats!), one.Value.Stats!.MemoryBytes),
                        }),
                    ],
                }),
        ];
    }

    /// <summary>What the containers of a node use together. A machine may carry several nodes, so its own use is not counted.</summary>
    public static NodeMetrics Node(string name, UsageSample before, UsageSample now)
    {
        var containers = Pods(before, now).SelectMany(pod => pod.Containers ?? []).ToList();
        decimal Sum(string resource) => containers.Sum(container => container.Usage![resource].Value);
        return new NodeMetrics
        {
            ApiVersion = "metrics.k8s.io/v1beta1",
            Kind = nameof(NodeMetrics),
            Metadata = new ObjectMeta { Name = name },
            Timestamp = now.At,
            Window = Duration(now.At - before.At),
            Usage = Amounts(Sum("cpu"), (long)Sum("memory")),
        };
    }

    private static decimal Cores(ContainerStats before, ContainerStats now) =>
        now.At <= before.At ? 0 : Math.Max(0, (now.CpuSeconds - before.CpuSeconds) / (decimal)(now.At - before.At).TotalSeconds);

    private static Dictionary<string, Quantity> Amounts(decimal cores, long bytes) => new()
    {
        ["cpu"] = Quantity.Parse($"{(long)(cores * NanosPerCore)}n"),
        ["memory"] = Quantity.Parse($"{bytes / 1024}Ki"),
    };

    private static string Duration(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
