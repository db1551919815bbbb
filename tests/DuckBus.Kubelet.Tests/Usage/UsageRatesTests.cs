using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Kubelet.Usage;

namespace DuckBus.Kubelet.Tests.Usage;

public sealed class UsageRatesTests
{
    private static readonly PodIdentity Web = new("default", "web", "uid-1");

    [Fact]
    public void A_pod_uses_what_its_containers_took_between_two_measurements()
    {
        var pod = UsageRates.Pods(Sample(("a", Usage(0.5m, 2 << 20)), ("b", Usage(0, 3 << 20)))).ShouldHaveSingleItem();
        pod.Metadata.Name.ShouldBe("web");
        pod.Window.ShouldBe("2s");
        pod.Timestamp.ShouldBe(A.Noon.AddSeconds(2));
        pod.Containers!.Select(one => $"{one.Name} {one.Usage!["cpu"]} {one.Usage["memory"]}").ShouldBe(["a 250000000n 2048Ki", "b 0n 3072Ki"]);
    }

    [Fact]
    public void A_pod_with_a_container_that_was_not_measured_twice_is_left_out() =>
        UsageRates.Pods(Sample(("a", Usage(1, 0)), ("b", null))).ShouldBeEmpty();

    [Fact]
    public void A_node_uses_what_its_pods_use_together()
    {
        var node = UsageRates.Node("node-1", Sample(("a", Usage(1, 1024)), ("b", Usage(0.5m, 2048))));
        node.Metadata.Name.ShouldBe("node-1");
        node.Usage!["cpu"].Value.ShouldBe(0.75m);
        node.Usage["memory"].Value.ShouldBe(3072);
    }

    private static UsageSample Sample(params (string Name, ContainerUsage? Usage)[] containers) =>
        new(A.Noon.AddSeconds(3), [new(Web, containers.ToDictionary(one => one.Name, one => one.Usage))]);

    private static ContainerUsage Usage(decimal cpu, long memory) =>
        new(new ContainerStats(A.Noon, 10, 0), new ContainerStats(A.Noon.AddSeconds(2), 10 + cpu, memory));
}
