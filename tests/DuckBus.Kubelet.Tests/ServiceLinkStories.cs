using DuckBus.Client.Informers;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Tests;

/// <summary>What containers are told of services: from a memory that is filled first, and without the API from the checkpoint.</summary>
public sealed class ServiceLinkStories : IAsyncDisposable
{
    private readonly TestNode node = new();
    private readonly List<InformerFactory> factories = [];
    private readonly PartTelemetry telemetry = new($"proxy/{Guid.NewGuid():N}");

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        foreach (var factory in factories) await factory.DisposeAsync();
        telemetry.Dispose();
    }

    [Fact]
    public async Task A_pod_waits_for_the_first_list_of_services_and_a_later_one_is_told_at_the_next_start()
    {
        var proxy = Proxy();
        node.Api.Put(A.Service("web", "10.96.0.5", 80));
        await node.StartAsync();
        node.Declare();
        await node.UntilAsync("the sandbox is there", () => node.Runtime.Sandboxes.Count == 1);
        node.Runtime.Running.ShouldBeEmpty();
        await proxy.StartAsync(CancellationToken.None);
        await node.UntilRunningAsync();
        Variable("WEB_SERVICE_HOST").ShouldBe("10.96.0.5");

        node.Api.Put(A.Service("late", "10.96.0.6", 80));
        await node.UntilAsync("the service is known", () => node.Services!.Get(new("default", "late")) is not null);
        Variable("LATE_SERVICE_HOST").ShouldBeNull();
        node.Runtime.Exit(node.Runtime.Running.ShouldHaveSingleItem().Id, 1);
        await node.UntilAsync("it is restarted", () => node.Runtime.Running.Count == 1);
        Variable("LATE_SERVICE_HOST").ShouldBe("10.96.0.6");
        node.Api.Requests.ShouldNotContain("GET /api/v1/namespaces/default/services/web");
    }

    [Fact]
    public async Task A_kubelet_that_restarts_without_the_API_knows_the_services_from_its_checkpoint()
    {
        var proxy = Proxy();
        await proxy.StartAsync(CancellationToken.None);
        node.Api.Put(A.Service("web", "10.96.0.5", 80));
        await node.UntilAsync("the service is known", () => node.Services!.List().Count == 1);
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        await node.StopAsync();

        node.Api.Down = true;
        node.Runtime.Exit(node.Runtime.Running.ShouldHaveSingleItem().Id, 1);
        Proxy();
        await node.StartAsync();
        await node.UntilAsync("it is restarted", () => node.Runtime.Running.Count == 1);
        Variable("WEB_SERVICE_HOST").ShouldBe("10.96.0.5");
    }

    private string? Variable(string name)
    {
        var running = node.Runtime.Running.ShouldHaveSingleItem();
        return node.Runtime.Specs[running.Id].Env.Where(one => one.Key == name).Select(one => one.Value).SingleOrDefault();
    }

    /// <summary>Those who route services, who know nothing before they start.</summary>
    private InformerFactory Proxy()
    {
        var factory = new InformerFactory(
            node.Api.Client(), node.Bus, new InformerOptions { Resync = TimeSpan.FromMilliseconds(300) }, telemetry, TimeProvider.System, node.Logs);
        factories.Add(factory);
        node.Services = factory.For<Service>();
        return factory;
    }
}
