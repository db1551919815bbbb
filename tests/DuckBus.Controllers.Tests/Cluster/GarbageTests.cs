using DuckBus.Client.Api;
using DuckBus.Client.Objects;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class GarbageTests
{
    private static async Task<TestCluster> WithThreePodsAsync()
    {
        var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(ReplicaSetTests.New("web", 3), default);
        await cluster.UntilPodsAsync("three run", pods => pods.Count(Pods.IsReady) == 3);
        return cluster;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task Pods_go_with_their_owner(string? policy)
    {
        await using var cluster = await WithThreePodsAsync();
        await cluster.Api.DeleteAsync<ReplicaSet>("default", "web", new DeleteOptions(PropagationPolicy: policy), default);
        if (policy is null or "Background") (await cluster.ListAsync<ReplicaSet>()).ShouldBeEmpty("the owner goes first");
        await cluster.UntilPodsAsync("all pods are gone", pods => pods.Count == 0);
        await cluster.UntilAsync<ReplicaSet>("the owner is gone", sets => sets.Count == 0);
    }

    [Fact]
    public async Task Foreground_deletion_keeps_the_owner_until_its_pods_are_gone()
    {
        await using var cluster = await WithThreePodsAsync();
        await cluster.StopNodeAsync("node-1"); // Nobody stops the pods now: they stay as Terminating.
        await cluster.Api.DeleteAsync<ReplicaSet>("default", "web", new DeleteOptions(PropagationPolicy: "Foreground"), default);
        await cluster.UntilPodsAsync("the pods terminate", pods => pods.Count == 3 && pods.All(Pods.IsTerminating));
        (await cluster.ListAsync<ReplicaSet>()).ShouldHaveSingleItem().Metadata.DeletionTimestamp.ShouldNotBeNull();
        await cluster.StartNodeAsync("node-1");
        await cluster.UntilAsync<ReplicaSet>("the owner is gone", sets => sets.Count == 0);
        (await cluster.ListAsync<Pod>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orphans_stay_and_have_no_owner()
    {
        await using var cluster = await WithThreePodsAsync();
        await cluster.Api.DeleteAsync<ReplicaSet>("default", "web", new DeleteOptions(PropagationPolicy: "Orphan"), default);
        await cluster.UntilAsync<ReplicaSet>("the owner is gone", sets => sets.Count == 0);
        var pods = await cluster.ListAsync<Pod>();
        pods.Count(Pods.IsActive).ShouldBe(3);
        pods.ShouldAllBe(pod => pod.Metadata.OwnerReferences == null || pod.Metadata.OwnerReferences.Count == 0);
    }

    [Fact]
    public async Task An_object_of_any_kind_goes_when_its_last_owner_does()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: false);
        var first = await cluster.Api.CreateAsync(Config("first"), default);
        var second = await cluster.Api.CreateAsync(Config("second"), default);
        var owned = Config("owned");
        await cluster.Api.CreateAsync(owned with { Metadata = owned.Metadata with { OwnerReferences = [Plain(first), Plain(second)] } }, default);
        await cluster.Api.DeleteAsync<ConfigMap>("default", "first", new(), default);
        await cluster.UntilAsync<ConfigMap>("it has one owner left", all =>
            all.SingleOrDefault(each => each.Metadata.Name == "owned")?.Metadata.OwnerReferences?.Count == 1);
        await cluster.Api.DeleteAsync<ConfigMap>("default", "second", new(), default);
        await cluster.UntilAsync<ConfigMap>("it is gone", all => all.Count == 0);
    }

    [Fact]
    public async Task A_deleted_namespace_takes_all_that_it_contains_with_it()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "team" } }, default);
        var config = Config("settings");
        await cluster.Api.CreateAsync(config with { Metadata = config.Metadata with { Namespace = "team" } }, default);
        var set = ReplicaSetTests.New("web", 3);
        await cluster.Api.CreateAsync(set with { Metadata = set.Metadata with { Namespace = "team" } }, default);
        await cluster.UntilAsync<Pod>("three run", pods => pods.Count(Pods.IsReady) == 3, "team");
        await cluster.Api.DeleteAsync<Namespace>(null, "team", new(), default);
        await cluster.UntilAsync<Namespace>("it is gone", all => all.All(each => each.Metadata.Name != "team"), ns: null);
        (await cluster.ListAsync<Pod>("team")).ShouldBeEmpty();
        (await cluster.ListAsync<ConfigMap>("team")).ShouldBeEmpty();
    }

    private static ConfigMap Config(string name) => new() { Metadata = new ObjectMeta { Namespace = "default", Name = name } };

    private static OwnerReference Plain(Resource owner) => Owners.ReferenceTo(owner) with { Controller = null, BlockOwnerDeletion = null };
}
