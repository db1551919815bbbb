using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Tests.Fakes;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class SpecBuilderTests
{
    private static readonly ClusterDns Dns = new(null, "cluster.local", HostResolver.Empty);

    [Theory]
    [InlineData(null, null, null, "web", null)]
    [InlineData("duck", null, true, "duck", null)]
    [InlineData("duck", "pond", null, "duck", "pond.default.svc.cluster.local")]
    [InlineData(null, "pond", null, "web", "pond.default.svc.cluster.local")]
    [InlineData(null, "pond", true, "web.pond.default.svc.cluster.local", null)]
    public void A_subdomain_is_the_domain_of_a_pod_whatever_its_hostname(
        string? hostname, string? subdomain, bool? isFull, string expected, string? domain)
    {
        var pod = A.Pod();
        var spec = SpecBuilder.Sandbox(pod with { Spec = pod.Spec with { Hostname = hostname, Subdomain = subdomain, SetHostnameAsFQDN = isFull } }, Dns);
        (spec.Hostname, spec.Domain).ShouldBe((expected, domain));
    }
}
