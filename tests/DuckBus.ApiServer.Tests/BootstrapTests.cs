using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests;

public sealed class BootstrapTests
{
    private const string Service = "/api/v1/namespaces/default/services/kubernetes";

    [Fact]
    public async Task The_service_of_the_API_comes_back_when_somebody_deletes_it()
    {
        await using var server = await TestServer.StartAsync(new ApiServerOptions { BootstrapInterval = TimeSpan.FromMilliseconds(100) });
        var first = (await server.GetAsync(Service)).Body;

        (await server.SendAsync("DELETE", Service)).Code.ShouldBe(200);

        await Eventually.Async("the service is back", TimeSpan.FromSeconds(20), async () => (await server.GetAsync(Service)).Code == 200);
        var second = (await server.GetAsync(Service)).Body;
        second.At("metadata.uid").ShouldNotBe(first.At("metadata.uid"));
        second.At("spec.clusterIP").ShouldBe(first.At("spec.clusterIP"));
    }

    [Fact]
    public async Task Where_the_ranges_were_changed_the_servers_own_services_move_and_others_are_told_of()
    {
        const string Services = "/api/v1/namespaces/default/services";
        await using var before = await TestServer.StartAsync(new ApiServerOptions { ServiceNetwork = "10.9.0.0/24" });
        await before.PostAsync(Services, """{"metadata":{"name":"web"},"spec":{"type":"NodePort","clusterIP":"10.9.0.7","ports":[{"port":80,"nodePort":30001}]}}""");
        var old = (await before.GetAsync(Service)).Body;

        await using var after = await TestServer.BesideAsync(before, new ApiServerOptions { ServiceNetwork = "10.8.0.0/24", FirstNodePort = 31_000, LastNodePort = 31_009 });
        var moved = (await after.GetAsync(Service)).Body;
        moved.At("spec.clusterIP").ShouldBe("10.8.0.1");
        moved.At("spec.clusterIPs.0").ShouldBe("10.8.0.1");
        moved.At("metadata.uid").ShouldBe(old.At("metadata.uid"));
        (await after.GetAsync("/api/v1/namespaces/kube-system/services/kube-dns")).Body.At("spec.clusterIP").ShouldBe("10.8.0.10");
        (await after.GetAsync("/apis/networking.k8s.io/v1/ipaddresses/10.9.0.1")).Code.ShouldBe(404);

        (await after.GetAsync($"{Services}/web")).Body.At("spec.clusterIP").ShouldBe("10.9.0.7");
        var told = (await after.GetAsync("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=web")).Body["items"]!.AsArray();
        told.Select(one => $"{one.At("type")} {one.At("reason")}: {one.At("message")}").Order().ShouldBe(
        [
            "Warning ClusterIPOutOfRange: Cluster IP 10.9.0.7 is not within the service CIDR 10.8.0.0/24; please recreate service",
            "Warning PortOutOfRange: Port 30001 is not within the port range 31000-31009; please recreate service",
        ]);
    }
}
