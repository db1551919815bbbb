using DuckBus.Client.Api;
using DuckBus.Client.Objects;
using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class OwnershipTests
{
    private static Deployment Web(int replicas) =>
        A.Deployment("web", replicas) with { Metadata = new ObjectMeta { Namespace = "default", Name = "web" } };

    private static bool IsComplete(Deployment deployment) =>
        DeploymentStatuses.IsComplete(deployment.Spec, deployment.Status) && deployment.Status.ObservedGeneration == deployment.Metadata.Generation;

    [Fact]
    public async Task A_deployment_takes_up_the_replica_set_that_another_of_its_name_left()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(Web(2), default);
        await cluster.UntilAsync<Deployment>("it is complete", all => IsComplete(all[0]));
        var pods = (await cluster.ListAsync<Pod>()).Select(pod => pod.Metadata.Uid).Order().ToList();
        await cluster.Api.DeleteAsync<Deployment>("default", "web", new DeleteOptions(PropagationPolicy: "Orphan"), default);
        await cluster.UntilAsync<Deployment>("it is gone", all => all.Count == 0);
        await cluster.UntilAsync<ReplicaSet>("its replica set is an orphan", all => Owners.ControllerOf(all.Single()) is null);

        var again = await cluster.Api.CreateAsync(Web(2), default);
        await cluster.UntilAsync<Deployment>("it is complete again", all => IsComplete(all[0]));
        (await cluster.ListAsync<ReplicaSet>()).ShouldHaveSingleItem().Metadata.OwnerReferences.ShouldHaveSingleItem().Uid.ShouldBe(again.Metadata.Uid);
        (await cluster.ListAsync<Pod>()).Select(pod => pod.Metadata.Uid).Order().ShouldBe(pods);
    }

    [Fact]
    public async Task Two_replica_sets_with_the_same_selector_keep_to_their_own_pods()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(ReplicaSetTests.New("one", 2), default);
        await cluster.Api.CreateAsync(ReplicaSetTests.New("two", 3), default);
        await cluster.UntilAsync<ReplicaSet>("both have theirs", all =>
            all.Single(set => set.Metadata.Name == "one").Status is { Replicas: 2, ReadyReplicas: 2 }
            && all.Single(set => set.Metadata.Name == "two").Status is { Replicas: 3, ReadyReplicas: 3 });
        (await cluster.ListAsync<Pod>()).CountBy(pod => Owners.ControllerOf(pod)!.Name).ToDictionary()
            .ShouldBe(new Dictionary<string, int> { ["one"] = 2, ["two"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_replica_set_whose_name_is_taken_gets_another_hash()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(Web(0), default);
        await cluster.UntilAsync<ReplicaSet>("its replica set has a name", all => all.Count == 1);
        var name = (await cluster.ListAsync<ReplicaSet>())[0].Metadata.Name!;
        await cluster.Api.DeleteAsync<Deployment>("default", "web", new DeleteOptions(), default);
        await cluster.UntilAsync<ReplicaSet>("all are gone", all => all.Count == 0);

        await cluster.Api.CreateAsync(ReplicaSetTests.New(name, 0), default);
        await cluster.Api.CreateAsync(Web(1), default);
        await cluster.UntilAsync<Deployment>("it is complete", all => IsComplete(all[0]) && all[0].Status.CollisionCount == 1);
        (await cluster.ListAsync<ReplicaSet>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task With_recreate_no_new_pod_is_there_before_the_last_old_one_is_gone()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        var web = Web(3);
        await cluster.Api.CreateAsync(web with { Spec = web.Spec with { Strategy = new DeploymentStrategy { Type = "Recreate" } } }, default);
        await cluster.UntilAsync<Deployment>("it is complete", all => IsComplete(all[0]));
        var there = (await cluster.ListAsync<Deployment>())[0];
        await cluster.Api.UpdateAsync(there with { Spec = there.Spec with { Template = A.Template("goose") } }, default);
        await cluster.UntilPodsAsync("only new ones are left", pods =>
        {
            pods.Select(pod => pod.Spec.Containers[0].Image).Distinct().Count().ShouldBeLessThanOrEqualTo(1, "old and new together");
            return pods.Count == 3 && pods.All(pod => pod.Spec.Containers[0].Image == "goose");
        });
    }
}
