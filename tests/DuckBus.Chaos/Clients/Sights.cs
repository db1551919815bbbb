using System.Globalization;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;
using DuckBus.Testing.Cluster;

namespace DuckBus.Chaos.Clients;

/// <summary>Looks at a cluster as a person would: kubectl get, docker ps.</summary>
public sealed class Sights(TestCluster cluster)
{
    private readonly Dictionary<string, (string Version, TimeSpan At)> leases = new(StringComparer.Ordinal);
    private static readonly TimeSpan LeaseLasts = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan WrongClock = TimeSpan.FromMinutes(10);

    /// <summary>The engine now. A node holds its lease while the node itself was seen to change it within its duration.</summary>
    public async Task<EngineSight> EngineAsync(TimeSpan now)
    {
        foreach (var lease in await cluster.Api.ItemsAsync("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"))
        {
            var (node, version) = ((string)lease!["metadata"]!["name"]!, (string)lease["metadata"]!["resourceVersion"]!);
            if (leases.GetValueOrDefault(node).Version != version && IsOfNode(lease)) leases[node] = (version, now);
        }

        var holders = leases.Where(lease => now - lease.Value.At < LeaseLasts).Select(lease => lease.Key).ToHashSet(StringComparer.Ordinal);
        return new EngineSight(now, await ContainersAsync(), holders);
    }

    /// <summary>All that is declared and all that is there.</summary>
    public async Task<ClusterSight> ClusterAsync()
    {
        var nodes = (await cluster.Api.ItemsAsync("/api/v1/nodes")).Where(TestCluster.IsReady).Select(Name);
        var deployments = (await cluster.Api.ItemsAsync("/apis/apps/v1/deployments")).Select(one => new SeenDeployment(
            Name(one), Int(one!["spec"]!["replicas"]), Int(one["status"]?["updatedReplicas"]), Int(one["status"]?["availableReplicas"]), IsObserved(one)));
        var daemons = (await cluster.Api.ItemsAsync("/apis/apps/v1/daemonsets")).Select(one => new SeenDaemonSet(
            Name(one), int.Parse((string)one!["spec"]!["template"]!["metadata"]!["annotations"]![Operator.Template]!, CultureInfo.InvariantCulture),
            Int(one["status"]?["desiredNumberScheduled"]), Int(one["status"]?["updatedNumberScheduled"]), Int(one["status"]?["numberAvailable"]), IsObserved(one)));
        var sets = (await cluster.Api.ItemsAsync("/apis/apps/v1/replicasets"))
            .Select(one => new SeenSet(Name(one), Owner(one!, "Deployment"), Int(one!["spec"]!["replicas"])));
        var pods = (await cluster.Api.ItemsAsync("/api/v1/pods")).Select(pod => new SeenPod(
            $"{pod!["metadata"]!["namespace"]}/{Name(pod)}", (string)pod["metadata"]!["uid"]!, OwnerOf(pod), (string?)pod["spec"]!["nodeName"] ?? "",
            TestCluster.IsReady(pod), pod["metadata"]!["deletionTimestamp"] is not null,
            [.. pod["spec"]!["containers"]!.AsArray().Select(container => (string)container!["name"]!)]));
        return new ClusterSight(
            [.. nodes], [.. sets, new SeenSet(Keeper.Prefix, "", Keeper.Count)], [.. deployments], [.. pods], await ContainersAsync(), await GatewaysAsync())
        {
            DaemonSets = [.. daemons],
        };
    }

    // Wrong clocks are a fault of ours, and no sign that the node lives.
    private static bool IsOfNode(JsonNode lease) => (DateTimeOffset?)lease["spec"]?["renewTime"] is { } renewed && (renewed - TimeProvider.System.GetUtcNow()).Duration() < WrongClock;

    private async Task<int> GatewaysAsync() =>
        (await cluster.Docker.EverythingAsync(gateway: true)).Count(container => container is { Role: "gateway", State: "running" });

    private async Task<IReadOnlyList<SeenContainer>> ContainersAsync() =>
    [
        .. (await cluster.Docker.EverythingAsync()).Where(container => container.Role is not "gateway").Select(container => new SeenContainer(
            container.Pod.Length == 0 ? "" : $"{container.Namespace}/{container.Pod}", container.Uid, container.Role == "sandbox" ? "" : container.Container,
            container.Node, container.State == "running")),
    ];

    private static string Name(JsonNode? one) => (string)one!["metadata"]!["name"]!;

    private static bool IsObserved(JsonNode one) => Int(one["status"]?["observedGeneration"]) == Int(one["metadata"]!["generation"]);

    private static int Int(JsonNode? number) => number is null ? 0 : (int)number;

    private static string OwnerOf(JsonNode pod) => Name(pod).StartsWith($"{Keeper.Prefix}-", StringComparison.Ordinal) ? Keeper.Prefix : Owner(pod, "ReplicaSet", "DaemonSet");

    private static string Owner(JsonNode one, params string[] kinds) => one["metadata"]!["ownerReferences"] is JsonArray owners
        ? owners.Where(owner => kinds.Contains((string?)owner!["kind"])).Select(owner => (string)owner!["name"]!).FirstOrDefault("") : "";
}
