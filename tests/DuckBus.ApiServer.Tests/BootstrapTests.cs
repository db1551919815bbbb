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
}
