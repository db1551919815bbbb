using DuckBus.Bus;
using DuckBus.Dashboard.Bus;
using DuckBus.Model.Kinds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Bus;

public sealed class TrafficTests
{
    [Theory]
    [InlineData("deployments.apps", ChangeType.Added, null, true, Station.Controllers)]
    [InlineData("replicasets.apps", ChangeType.Modified, null, true, Station.Controllers)]
    [InlineData("pods", ChangeType.Added, null, true, Station.Scheduler)]
    [InlineData("pods", ChangeType.Modified, "node-1", true, Station.Kubelets)]
    [InlineData("pods", ChangeType.Modified, "node-1", false, Station.Controllers)]
    [InlineData("pods", ChangeType.Deleted, "node-1", true, Station.Controllers)]
    [InlineData("leases.coordination.k8s.io", ChangeType.Modified, null, true, Station.Controllers)]
    [InlineData("configmaps", ChangeType.Modified, null, true, Station.Kubelets)]
    public void A_change_travels_to_the_part_whose_turn_it_is(string kind, ChangeType type, string? node, bool starts, Station to) =>
        Routes.Of(new ResourceChanged { Kind = kind, Namespace = "default", Name = "x", Uid = "u", Revision = 1, Type = type, Node = node, Object = "{}" }, starts).ShouldBe(to);

    [Fact]
    public void Each_change_is_a_dot_until_it_has_arrived()
    {
        var traffic = Traffic.None.Add(Dot(0)).Add(Dot(0.1)).Add(Dot(1));
        traffic.Dots.Select(dot => dot.Number).ShouldBe([0, 1, 2]);
        traffic.Sweep(At(1.45)).Dots.Count.ShouldBe(2);
        traffic.Sweep(At(9)).Dots.ShouldBeEmpty();
    }

    [Fact]
    public void A_storm_is_drawn_in_few_dots_that_say_how_many_they_are()
    {
        var traffic = Enumerable.Range(0, 1000).Aggregate(Traffic.None, (traffic, i) => traffic.Add(Dot(i * 0.001)));
        traffic.Dots.Count.ShouldBeLessThanOrEqualTo(24);
        traffic.Dots.Sum(dot => dot.Changes).ShouldBe(1000);
        traffic.Total.ShouldBe(1000);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_five_seconds()
    {
        var traffic = Enumerable.Range(0, 50).Aggregate(Traffic.None, (traffic, i) => traffic.Add(Dot(i * 0.1)));
        traffic.Rate(At(5)).ShouldBe(10);
        traffic.Rate(At(60)).ShouldBe(0);
        traffic.Sweep(At(60)).Seconds.ShouldBeEmpty();
    }

    private static Dot Dot(double at) => new(0, At(at), Station.Scheduler, "pod", "web");
}
