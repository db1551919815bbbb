using DuckBus.Controllers.EndpointSlices;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.EndpointSlices;

public sealed class EndpointSubsetsTests
{
    private static string Text(IEnumerable<EndpointSubset> subsets) => string.Join("; ", subsets.Select(subset =>
        $"{string.Join(',', (subset.Addresses ?? []).Select(each => each.Ip))} / {string.Join(',', (subset.NotReadyAddresses ?? []).Select(each => each.Ip))}"
        + $" : {string.Join(',', (subset.Ports ?? []).Select(port => $"{port.Name}{port.Port}"))}"));

    [Theory]
    [InlineData(false, "10.97.0.5 / 10.97.0.6 : 8080")]
    [InlineData(true, "10.97.0.5,10.97.0.6,10.97.0.7 /  : 8080")]
    public void Ready_ones_stand_apart_and_those_that_leave_are_gone(bool publishNotReady, string expected)
    {
        var service = Given.Service();
        service = service with { Spec = service.Spec with { PublishNotReadyAddresses = publishNotReady } };
        Pod[] pods = [Given.Pod("b", "10.97.0.6", ready: false), Given.Pod("a", "10.97.0.5"), A.Leaving(Given.Pod("c", "10.97.0.7"))];
        Text(EndpointSubsets.For(service, pods).Subsets).ShouldBe(expected);
    }

    [Fact]
    public void Each_set_of_ports_is_a_subset()
    {
        var service = Given.Service("web", Given.Port(80, new IntOrString("http"), "http"), Given.Port(81, new IntOrString(81), "admin"));
        Pod[] pods = [Given.Pod("a", "10.97.0.5", ports: [Given.Named("http", 8080)]), Given.Pod("b", "10.97.0.6"), Given.Pod("c", "10.97.0.7", ports: [Given.Named("http", 8080)])];
        Text(EndpointSubsets.For(service, pods).Subsets).ShouldBe("10.97.0.6 /  : admin81; 10.97.0.5,10.97.0.7 /  : admin81,http8080");
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void There_is_room_for_a_thousand_and_those_that_are_ready_go_first(int count, bool truncated)
    {
        var pods = Enumerable.Range(0, count).Select(n => Given.Pod($"p{n}", $"10.97.{n / 250}.{n % 250}", ready: n > 0));
        var (subsets, isTruncated) = EndpointSubsets.For(Given.Service(), pods);
        isTruncated.ShouldBe(truncated);
        subsets.Sum(subset => (subset.Addresses?.Count ?? 0) + (subset.NotReadyAddresses?.Count ?? 0)).ShouldBe(1_000);
        subsets.Sum(subset => subset.Addresses?.Count ?? 0).ShouldBe(count - 1);
    }
}
