using DuckBus.Client.Api;
using DuckBus.Client.Objects;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class ReplicaSetTests
{
    internal static ReplicaSet New(string name, int replicas) => A.ReplicaSet(name, replicas) with
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Status = new ReplicaSetStatus(),
    };

    [Fact]
    public async Task Pods_are_created_replaced_and_deleted_as_declared()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1", "node-2");
        var set = await cluster.Api.CreateAsync(New("web", 9), default);
        await cluster.UntilPodsAsync("nine pods are ready", pods => pods.Count(Pods.IsReady) == 9);
        await cluster.UntilAsync<ReplicaSet>("the status says so", sets => sets[0].Status is { Replicas: 9, ReadyReplicas: 9, AvailableReplicas: 9 });

        var victim = (await cluster.ListAsync<Pod>())[0];
        await cluster.Api.DeleteAsync<Pod>("default", victim.Metadata.Name!, new DeleteOptions(), default);
        await cluster.UntilPodsAsync("it is replaced", pods =>
            pods.Count(Pods.IsReady) == 9 && pods.All(pod => pod.Metadata.Uid != victim.Metadata.Uid));

        set = (await cluster.Api.GetAsync<ReplicaSet>("default", "web", default))!;
        await cluster.Api.MergePatchAsync<ReplicaSet>("default", "web", new() { ["spec"] = new System.Text.Json.Nodes.JsonObject { ["replicas"] = 2 } }, null, default);
        await cluster.UntilPodsAsync("two are left", pods => pods.Count == 2);
        await cluster.UntilAsync<ReplicaSet>("the status says so", sets =>
            sets[0].Status is { Replicas: 2, ReadyReplicas: 2 } && sets[0].Status.ObservedGeneration == sets[0].Metadata.Generation);
    }

    [Fact]
    public async Task A_failed_pod_is_replaced_and_an_orphan_adopted()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: false);
        var orphan = await cluster.Api.CreateAsync(
            new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = "orphan", Labels = A.Labels(("app", "web")) }, Spec = A.Template().Spec }, default);
        await cluster.Api.CreateAsync(New("web", 2), default);
        await cluster.UntilPodsAsync("one is adopted, one created", pods =>
            pods.Count == 2 && pods.All(pod => Owners.ControllerOf(pod)?.Name == "web"));

        orphan = (await cluster.Api.GetAsync<Pod>("default", "orphan", default))!;
        await cluster.Api.UpdateStatusAsync(orphan with { Status = orphan.Status with { Phase = "Failed", Reason = "Evicted" } }, default);
        await cluster.UntilPodsAsync("the failed one has a replacement", pods => pods.Count(Pods.IsActive) == 2 && pods.Count == 3);
    }

    [Fact]
    public async Task A_pod_that_changes_its_label_is_released_and_replaced()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: false);
        await cluster.Api.CreateAsync(New("web", 1), default);
        await cluster.UntilPodsAsync("it is there", pods => pods.Count == 1);
        var pod = (await cluster.ListAsync<Pod>())[0];
        await cluster.Api.MergePatchAsync<Pod>(
            "default", pod.Metadata.Name!,
            new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["labels"] = new System.Text.Json.Nodes.JsonObject { ["app"] = "debug" } } }, null, default);
        await cluster.UntilPodsAsync("it is free and has a replacement", pods => pods.Count == 2
            && pods.Single(each => each.Metadata.Uid == pod.Metadata.Uid).Metadata.OwnerReferences is null or { Count: 0 });
    }
}
