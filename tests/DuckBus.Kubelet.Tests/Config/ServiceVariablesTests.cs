using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class ServiceVariablesTests
{
    [Fact]
    public void A_service_is_named_as_Kubernetes_and_Docker_name_it()
    {
        var service = A.Service("my-web", "10.96.0.5", 80) with
        {
            Spec = new ServiceSpec
            {
                ClusterIP = "10.96.0.5",
                Ports =
                [
                    new ServicePort { Name = "http", Port = 80 },
                    new ServicePort { Name = "dns-udp", Port = 53, Protocol = "UDP" },
                ],
            },
        };
        Of(service).ShouldBe(
        [
            "MY_WEB_SERVICE_HOST=10.96.0.5",
            "MY_WEB_SERVICE_PORT=80",
            "MY_WEB_SERVICE_PORT_HTTP=80",
            "MY_WEB_SERVICE_PORT_DNS_UDP=53",
            "MY_WEB_PORT=tcp://10.96.0.5:80",
            "MY_WEB_PORT_80_TCP=tcp://10.96.0.5:80",
            "MY_WEB_PORT_80_TCP_PROTO=tcp",
            "MY_WEB_PORT_80_TCP_PORT=80",
            "MY_WEB_PORT_80_TCP_ADDR=10.96.0.5",
            "MY_WEB_PORT_53_UDP=udp://10.96.0.5:53",
            "MY_WEB_PORT_53_UDP_PROTO=udp",
            "MY_WEB_PORT_53_UDP_PORT=53",
            "MY_WEB_PORT_53_UDP_ADDR=10.96.0.5",
        ]);
    }

    [Theory]
    [InlineData("None", "ClusterIP")]
    [InlineData("", "ClusterIP")]
    [InlineData(null, "ClusterIP")]
    [InlineData("10.96.0.5", "ExternalName")]
    public void What_has_no_address_is_not_told(string? address, string type)
    {
        var service = A.Service("web", address, 80);
        Of(service with { Spec = service.Spec with { Type = type } }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("default", null, "kubernetes web")]
    [InlineData("default", true, "kubernetes web")]
    [InlineData("default", false, "kubernetes")]
    [InlineData("shop", true, "cart kubernetes")]
    [InlineData("shop", false, "kubernetes")]
    [InlineData("empty", true, "kubernetes")]
    public void A_pod_is_told_of_the_services_of_its_namespace_and_always_of_the_API(string ns, bool? links, string told) =>
        string.Join(' ', ServiceVariables.For(Pod(ns, links),
        [
            A.Service("web", "10.96.0.5", 80),
            A.Service("cart", "10.96.0.6", 80, ns: "shop"),
            A.Service("headless", "None", 80, ns: "shop"),
            A.Service("kubernetes", "10.96.0.1", 443),
        ]).Select(service => service.Metadata.Name)).ShouldBe(told);

    [Theory]
    [InlineData(true, "shop")]
    [InlineData(false, "default")]
    public void A_service_of_the_namespace_may_take_the_name_of_the_API(bool links, string from)
    {
        Service[] both = [A.Service("kubernetes", "10.96.0.7", 443, ns: "shop"), A.Service("kubernetes", "10.96.0.1", 443)];
        foreach (var order in new[] { both, [.. both.Reverse()] })
            ServiceVariables.For(Pod("shop", links), order).ShouldHaveSingleItem().Metadata.Namespace.ShouldBe(from);
    }

    private static IEnumerable<string> Of(Service service) => ServiceVariables.Of(A.Pod(), [service]).Select(one => $"{one.Key}={one.Value}");

    private static Pod Pod(string ns, bool? links)
    {
        var pod = A.Pod();
        return pod with { Metadata = pod.Metadata with { Namespace = ns }, Spec = pod.Spec with { EnableServiceLinks = links } };
    }
}
