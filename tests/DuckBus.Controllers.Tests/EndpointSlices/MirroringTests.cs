using DuckBus.Controllers.EndpointSlices;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.EndpointSlices;

public sealed class MirroringTests
{
    private static readonly Endpoints Made = new() { Metadata = A.Meta("web") };

    private static readonly Service Selectorless = new() { Metadata = A.Meta("web"), Spec = new ServiceSpec { Type = "ClusterIP" } };

    [Fact]
    public void Only_Endpoints_that_nobody_else_keeps_are_mirrored()
    {
        Mirroring.IsWanted(Made, Selectorless).ShouldBeTrue();
        Mirroring.IsWanted(Made, null).ShouldBeFalse();
        Mirroring.IsWanted(Made, Given.Service()).ShouldBeFalse();
        Mirroring.IsWanted(Made with { Metadata = A.Meta("web", (SliceLabels.SkipMirror, "true")) }, Selectorless).ShouldBeFalse();
    }

    [Fact]
    public void Each_family_and_set_of_ports_has_slices_of_its_own()
    {
        var groups = Mirroring.Of(Made with
        {
            Subsets =
            [
                new EndpointSubset
                {
                    Addresses = [new EndpointAddress { Ip = "192.0.2.1", Hostname = "one" }, new EndpointAddress { Ip = "2001:db8::1" }],
                    NotReadyAddresses = [new EndpointAddress { Ip = "192.0.2.2" }],
                    Ports = [new EndpointPort { Port = 5432 }],
                },
                new EndpointSubset { Addresses = [new EndpointAddress { Ip = "192.0.2.3" }] },
            ],
        });
        groups.Select(group => $"{group.AddressType} {(group.Ports is [var port, ..] ? port.Port : null)} {string.Join(' ', group.Endpoints.Select(each => $"{each.Addresses![0]}={each.Conditions!.Ready}"))}")
            .ShouldBe(["IPv4 5432 192.0.2.1=True 192.0.2.2=False", "IPv6 5432 2001:db8::1=True", "IPv4  192.0.2.3=True"]);
        groups[0].Endpoints[0].Hostname.ShouldBe("one");
    }
}
