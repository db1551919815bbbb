using System.Net;
using DuckBus.Gateway.Tables;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Proxy.Tables;
using DuckBus.Proxy.Tests.Fakes;

namespace DuckBus.Proxy.Tests.Tables;

public sealed class TableBuilderTests
{
    private static readonly (string? Name, int Port)[] Http = [(null, 8080)];
    private readonly TableBuilder builder = new(new ProxyOptions { Nodes = ["node-1"] });

    [Fact]
    public void Only_ready_endpoints_take_connections() => Endpoints(
        Web(), A.Slice("web", Http, A.Ready("10.97.0.2"), A.Ready("10.97.0.1"), A.NotReady("10.97.0.3"), A.Terminating("10.97.0.4")))
        .ShouldBe("10.97.0.1:8080 10.97.0.2:8080");

    [Fact]
    public void Where_none_is_ready_those_that_terminate_and_serve_do() => Endpoints(
        Web(), A.Slice("web", Http, A.NotReady("10.97.0.3"), A.Terminating("10.97.0.4"), A.Terminating("10.97.0.5", serving: false)))
        .ShouldBe("10.97.0.4:8080");

    [Fact]
    public void An_endpoint_that_says_nothing_is_ready() =>
        Endpoints(Web(), A.Slice("web", Http, new Endpoint { Addresses = ["10.97.0.1"] })).ShouldBe("10.97.0.1:8080");

    [Fact]
    public void Endpoints_come_from_all_slices_each_once() => Endpoints(
        Web(), A.Slice("web", Http, A.Ready("10.97.0.1")), A.Slice("web", [(null, 9090)], A.Ready("10.97.0.2")), A.Slice("web", Http, A.Ready("10.97.0.1")), A.Slice("other", Http, A.Ready("10.97.0.9")))
        .ShouldBe("10.97.0.1:8080 10.97.0.2:9090");

    [Theory]
    [InlineData("127.0.0.1", "loopback is the gateway's own")]
    [InlineData("10.96.0.7", "another service would lead in circles")]
    [InlineData("fd00::1", "this is IPv4")]
    [InlineData("duck", "no address")]
    [InlineData("0.0.0.0", "nowhere")]
    public void Some_addresses_are_no_endpoints(string address, string why) =>
        Endpoints(Web(), A.Slice("web", Http, A.Ready(address))).ShouldBe("", why);

    [Fact]
    public void A_port_of_the_service_is_the_port_of_that_name_in_the_slice()
    {
        var service = A.Service("web", "10.96.0.7", A.Port(80, "http"), A.Port(9, "metrics"), A.Port(53, "dns", "UDP"), A.Port(1, "sctp", "SCTP"));
        var route = Build([service], A.Slice("web", [("metrics", 9100), ("http", 8080), ("dns", 53)], A.Ready("10.97.0.1"))).Table.Services.Single();
        route.Ports.Select(port => $"{port.Name} {port.Protocol} {port.Port} {string.Join(' ', port.Endpoints)}").ShouldBe(
            ["http Tcp 80 10.97.0.1:8080", "metrics Tcp 9 10.97.0.1:9100", "dns Udp 53 "], "the slice offers dns over TCP only");
    }

    [Theory]
    [InlineData("None", null, null)]
    [InlineData("ClientIP", null, 10_800)]
    [InlineData("ClientIP", 60, 60)]
    public void Affinity_lasts_as_long_as_the_service_says(string affinity, int? seconds, int? expected) => Build([Web().With(spec => spec with
    {
        SessionAffinity = affinity,
        SessionAffinityConfig = seconds is null ? null : new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = seconds } },
    })]).Table.Services.Single().AffinitySeconds.ShouldBe(expected);

    [Theory]
    [InlineData(null, "10.97.0.1=db-0 10.97.0.2=", "10.97.0.1:8080 10.97.0.2:8080")]
    [InlineData(true, "10.97.0.1=db-0 10.97.0.2= 10.97.0.3= 10.97.0.4=", "10.97.0.1:8080 10.97.0.2:8080 10.97.0.3:8080 10.97.0.4:8080")]
    public void A_headless_service_stands_for_its_endpoints(bool? notReady, string hosts, string endpoints)
    {
        var service = A.Service("db", "None", A.Port(80)).With(spec => spec with { PublishNotReadyAddresses = notReady });
        var route = Build([service], A.Slice("db", Http, A.Ready("10.97.0.2"), A.Ready("10.97.0.1", hostname: "db-0"), A.NotReady("10.97.0.3"), A.Terminating("10.97.0.4"))).Table.Services.Single();
        route.Address.ShouldBeNull();
        string.Join(' ', route.Hosts.Select(host => $"{host.Address}={host.Hostname}")).ShouldBe(hosts);
        string.Join(' ', route.Ports.Single().Endpoints).ShouldBe(endpoints);
    }

    [Fact]
    public void A_headless_service_names_nobody_who_terminates_even_if_nobody_else_is_left() =>
        Endpoints(A.Service("web", "None", A.Port(80)), A.Slice("web", Http, A.Terminating("10.97.0.4"))).ShouldBe("");

    [Fact]
    public void A_headless_service_without_ports_has_names_all_the_same() =>
        Build([A.Service("db", "None")], A.Slice("db", [], A.Ready("10.97.0.1"))).Table.Services.Single().Hosts.Single().Address.ShouldBe(IPAddress.Parse("10.97.0.1"));

    [Fact]
    public void An_external_name_is_only_a_name()
    {
        var route = Build([A.Service("out", null, A.Port(80)).With(spec => spec with { Type = "ExternalName", ExternalName = "duck.example" })]).Table.Services.Single();
        (route.ExternalName, route.Address, route.Ports.Count).ShouldBe(("duck.example", null, 0));
    }

    [Theory]
    [InlineData("ClusterIP", null, "")]
    [InlineData("NodePort", null, "31181 → 10.97.0.1:8080 10.97.0.2:8080")]
    [InlineData("NodePort", "Local", "31181 → 10.97.0.1:8080")]
    [InlineData("LoadBalancer", "Cluster", "31181 → 10.97.0.1:8080 10.97.0.2:8080")]
    public void Node_ports_lead_to_all_pods_or_to_those_of_the_node(string type, string? policy, string expected)
    {
        var service = A.Service("web", "10.96.0.7", A.Port(80, nodePort: 31181)).With(spec => spec with { Type = type, ExternalTrafficPolicy = policy });
        var routes = Build([service], A.Slice("web", Http, A.Ready("10.97.0.1", "node-1"), A.Ready("10.97.0.2", "node-2"))).NodePorts;
        string.Join(' ', routes.Select(route => $"{route.Port} → {string.Join(' ', route.Endpoints)}")).ShouldBe(expected);
    }

    [Fact]
    public void A_pod_has_left_when_nothing_leads_to_it_or_when_it_is_the_last_resort()
    {
        var built = Build([Web(), A.Service("last", "10.96.0.8", A.Port(80))],
            A.Slice("web", Http, A.Ready("10.97.0.1"), A.Terminating("10.97.0.2")), A.Slice("last", Http, A.Terminating("10.97.0.3"), A.NotReady("10.97.0.4")));
        built.HasLeft(IPAddress.Parse("10.97.0.1")).ShouldBeFalse();
        built.HasLeft(IPAddress.Parse("10.97.0.2")).ShouldBeTrue();
        built.HasLeft(IPAddress.Parse("10.97.0.3")).ShouldBeTrue("nobody else is there to wait for");
    }

    [Fact]
    public void The_same_objects_make_the_same_table_in_any_order()
    {
        var (web, db) = (Web(), A.Service("db", "None", A.Port(80)));
        var (one, two) = (A.Slice("web", Http, A.Ready("10.97.0.1"), A.Ready("10.97.0.2")), A.Slice("db", Http, A.Ready("10.97.0.3"), A.Ready("10.97.0.4")));
        var reversed = (EndpointSlice slice) => slice with { Endpoints = [.. slice.Endpoints!.Reverse()] };
        var built = builder.Build([web, db], [one, two], new TableRevision(1, 1));
        built.IsSameAs(builder.Build([db, web], [reversed(two), reversed(one)], new TableRevision(2, 2))).ShouldBeTrue();
        built.IsSameAs(builder.Build([web], [one, two], new TableRevision(1, 1))).ShouldBeFalse();
    }

    [Fact]
    public void A_table_is_of_the_cluster_whose_api_has_that_uid()
    {
        var table = Build([A.Service("kubernetes", "10.96.0.1", A.Port(443, "https"))]).Table;
        (table.Origin, table.ClusterDomain, table.DnsAddress).ShouldBe(("uid-kubernetes", "cluster.local", IPAddress.Parse("10.96.0.10")));
    }

    [Fact]
    public void News_is_what_is_routed_otherwise_than_before()
    {
        var web = Build([Web()], A.Slice("web", Http, A.Ready("10.97.0.1"), A.Ready("10.97.0.2"))).Table;
        var one = Build([Web()], A.Slice("web", Http, A.Ready("10.97.0.1"))).Table;
        TableNews.Between(new RoutingTable(), web).ShouldBe(["✓ default/web: 10.96.0.7:80 → 2 endpoints"]);
        TableNews.Between(web, web).ShouldBeEmpty();
        TableNews.Between(web, one).ShouldBe(["✓ default/web: 10.96.0.7:80 → 1 endpoint"]);
        TableNews.Between(web, Build([Web()]).Table).ShouldBe(["… default/web: 10.96.0.7:80 → waiting for an endpoint to become ready"]);
        TableNews.Between(web, Build([]).Table).ShouldBe(["◼ default/web: no longer routed"]);
        TableNews.Between(Build([]).Table, Build([A.Service("db", "None")]).Table).ShouldBe(["✓ default/db: the names of 0 endpoints"]);
        TableNews.Between(Build([]).Table, Build([A.Service("kubernetes", "10.96.0.1", A.Port(443))]).Table).ShouldBeEmpty();
    }

    private static Service Web() => A.Service("web", "10.96.0.7", A.Port(80));

    private BuiltTable Build(Service[] services, params EndpointSlice[] slices) => builder.Build(services, slices, new TableRevision(1, 1));

    private string Endpoints(Service service, params EndpointSlice[] slices) =>
        string.Join(' ', Build([service], slices).Table.Services.Single().Ports.Single().Endpoints);
}
