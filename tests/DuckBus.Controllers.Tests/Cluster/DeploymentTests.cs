using System.Text.Json.Nodes;
using DuckBus.Client.Objects;
using DuckBus.Controllers.Deployments;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class DeploymentTests
{
    private static readonly string[] Nodes = ["node-1", "node-2", "node-3"];

    private static Deployment New(string name, int replicas) =>
        A.Deployment(name, replicas) with { Metadata = new ObjectMeta { Namespace = "default", Name = name } };

    private static bool IsComplete(Deployment deployment) =>
        DeploymentStatuses.IsComplete(deployment.Spec, deployment.Status)
        && deployment.Status.ObservedGeneration == deployment.Metadata.Generation
        && Conditions.Find(deployment.Status.Conditions, "Progressing")?.Reason == "NewReplicaSetAvailable";

    private static JsonObject Spec(JsonObject spec) => new() { ["spec"] = spec };

    [Fact]
    public async Task A_deployment_is_created_scaled_and_deleted_with_all_that_it_owns()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, Nodes);
        await cluster.Api.CreateAsync(New("web", 3), default);
        await cluster.UntilAsync<Deployment>("it is complete", all => IsComplete(all[0]));
        var set = (await cluster.ListAsync<ReplicaSet>()).ShouldHaveSingleItem();
        var hash = set.Metadata.Labels![TemplateHash.Label];
        set.Metadata.Name.ShouldBe($"web-{hash}");
        Revisions.Of(set).ShouldBe(1);
        (await cluster.ListAsync<Pod>()).ShouldAllBe(pod =>
            pod.Metadata.Name!.StartsWith($"web-{hash}-", StringComparison.Ordinal) && pod.Metadata.Labels![TemplateHash.Label] == hash);

        await cluster.Api.MergePatchAsync<Deployment>("default", "web", Spec(new() { ["replicas"] = 5 }), null, default);
        await cluster.UntilAsync<Deployment>("it has five", all => IsComplete(all[0]) && all[0].Status.Replicas == 5);

        await cluster.Api.DeleteAsync<Deployment>("default", "web", new(), default);
        await cluster.UntilAsync<ReplicaSet>("its replica set is gone", all => all.Count == 0);
        await cluster.UntilPodsAsync("its pods are gone", all => all.Count == 0);
    }

    [Fact]
    public async Task A_new_template_replaces_the_old_pods_and_the_old_one_brings_back_its_replica_set()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, Nodes);
        await cluster.Api.CreateAsync(New("web", 4), default);
        await cluster.UntilAsync<Deployment>("it is complete", all => IsComplete(all[0]));

        foreach (var (image, revision, sets) in new[] { ("goose", 2, 2), ("duck", 3, 2) })
        {
            await cluster.Api.MergePatchAsync<Deployment>(
                "default", "web",
                Spec(new()
                {
                    ["template"] = new JsonObject
                    {
                        ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) },
                    },
                }), null, default);
            await cluster.UntilAsync<Deployment>($"{image} is rolled out", all => IsComplete(all[0]) && Revisions.Of(all[0]) == revision);
            await cluster.UntilPodsAsync("only new pods are left", pods =>
                pods.Count == 4 && pods.All(pod => pod.Spec.Containers[0].Image == image));
            (await cluster.ListAsync<ReplicaSet>()).Count.ShouldBe(sets);
        }
    }
}
