using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Kubelet.Usage;

namespace DuckBus.Kubelet.Tests.Usage;

public sealed class UsageRatesTests
{
    private static readonly PodIdentity Web = new("default", "web", "uid-1");

    [Fact]
    public void A_pod_uses_what_its_containers_took_between_two_looks()
    {
        var before = Sample(0, ("a", "1", 10m, 1 << 20), ("b", "2", 5m, 1 << 20));
        var pod = UsageRates.Pods(before, Sample(2, ("a", "1", 10.5m, 2 << 20), ("b", "2", 5m, 3 << 20))).ShouldHaveSingleItem();
        pod.Metadata.Name.ShouldBe("web");
        pod.Window.ShouldBe("2s");
        pod.Timestamp.ShouldBe(A.Noon.AddSeconds(2));
        pod.Containers!.Select(one => $"{one.Name} {one.Usage!["cpu"]} {one.Usage["memory"]}").ShouldBe(["a 250000000n 2048Ki", "b 0n 3072Ki"]);
    }

    [Fact]
    public void A_pod_with_a_container_that_was_not_measured_twice_is_left_out()
    {
        var before = Sample(0, ("a", "1", 10m, 0));
        UsageRates.Pods(before, Sample(1, ("a", "1", 11m, 0), ("b", "2", 1m, 0))).ShouldBeEmpty();
        UsageRates.Pods(before, Sample(1, ("a", "restarted", 1m, 0))).ShouldBeEmpty();
        UsageRates.Pods(before, new UsageSample(A.Noon, [new(Web, new Dictionary<string, UsageSample.Container> { ["a"] = new("1", null) })])).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_uses_what_its_pods_use_together()
    {
        var node = UsageRates.Node("node-1", Sample(0, ("a", "1", 0m, 0), ("b", "2", 0m, 0)), Sample(1, ("a", "1", 0.5m, 1024), ("b", "2", 0.25m, 2048)));
        node.Metadata.Name.ShouldBe("node-1");
        node.Usage!["cpu"].Value.ShouldBe(0.75m);
        node.Usage["memory"].Value.ShouldBe(3072);
    }

    private static UsageSample Sample(double at, params (string Name, string Id, decimal Cpu, long Memory)[] containers)
    {
        var time = A.Noon.AddSeconds(at);
        return new UsageSample(time, [new(Web, containers.ToDictionary(
            one => one.Name, one => new UsageSample.Container(one.Id, new ContainerStats(time, one.Cpu, one.Memory))))]);
    }
}
