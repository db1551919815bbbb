using DuckBus.Client.Objects;
using DuckBus.Model.Coordination;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class LeaderTests
{
    [Fact]
    public async Task Of_two_instances_one_works_and_the_other_takes_over()
    {
        var electing = TestCluster.Fast with { LeaderElection = true, LeaseDuration = TimeSpan.FromSeconds(2) };
        await using var cluster = await TestCluster.StartAsync(electing with { Identity = "first" }, scheduler: false);
        await cluster.UntilAsync<Lease>("the first leads", leases =>
            leases.Any(lease => lease.Metadata.Name == "controllers" && lease.Spec.HolderIdentity == "first"), "kube-system");
        await using var second = await cluster.StartControllersAsync(electing with { Identity = "second" });
        await cluster.Api.CreateAsync(ReplicaSetTests.New("web", 3), default);
        await cluster.UntilPodsAsync("three pods, not six", pods => pods.Count == 3);

        await cluster.StopControllersAsync();
        await cluster.UntilAsync<Lease>("the second leads", leases =>
            leases.Any(lease => lease.Metadata.Name == "controllers" && lease.Spec.HolderIdentity == "second"), "kube-system");
        await cluster.Api.DeleteAsync<Model.Core.Pod>("default", (await cluster.ListAsync<Model.Core.Pod>())[0].Metadata.Name!, new(), default);
        await cluster.UntilPodsAsync("the second replaces what is missing", pods => pods.Count(Pods.IsActive) == 3);
        second.NotReadyReason.ShouldBeNull();
    }
}
