using DuckBus.ApiServer.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Tests.Computed;

public sealed class UsageTests : ServerTests
{
    private const string Metrics = "/apis/metrics.k8s.io/v1beta1";

    [Fact]
    public async Task Pods_are_answered_from_their_kubelets_with_their_own_labels()
    {
        await using var kubelet = await KubeletAsync("web", "stranger");
        await NodeAsync("node-1", new Uri(kubelet.Urls.First()).Port);
        await NodeAsync("node-2", Testing.FreePort.Next());
        await Server.PodAsync("web", "{\"app\":\"web\"}", "\"nodeName\":\"node-1\"");
        await Server.PodAsync("lost", spec: "\"nodeName\":\"node-2\"");
        await Server.PodAsync("pending");

        var all = (await Server.GetAsync($"{Metrics}/pods")).Body;
        var none = (await Server.GetAsync($"{Metrics}/namespaces/default/pods?labelSelector=app%3Dother")).Body;
        var one = await Server.GetAsync($"{Metrics}/namespaces/default/pods/web");

        all.At("kind").ShouldBe("PodMetricsList");
        all["items"]!.AsArray().Count.ShouldBe(1);
        all.At("items.0.metadata.labels.app").ShouldBe("web");
        all.At("items.0.containers.0.usage.cpu").ShouldBe("5n");
        none["items"]!.AsArray().ShouldBeEmpty();
        one.Code.ShouldBe(200);
        (await Server.GetAsync($"{Metrics}/namespaces/default/pods/lost")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_node_whose_kubelet_is_gone_is_left_out()
    {
        await using var kubelet = await KubeletAsync();
        await NodeAsync("node-1", new Uri(kubelet.Urls.First()).Port);
        await NodeAsync("node-2", Testing.FreePort.Next());

        var nodes = (await Server.GetAsync($"{Metrics}/nodes")).Body;

        nodes["items"]!.AsArray().Count.ShouldBe(1);
        nodes.At("items.0.metadata.name").ShouldBe("node-1");
    }

    [Fact]
    public async Task Usage_can_be_read_and_nothing_else()
    {
        var resources = (await Server.GetAsync(Metrics)).Body["resources"]!.AsArray();

        resources.Select(one => $"{one!["name"]} {one["kind"]} {string.Join(',', one["verbs"]!.AsArray())}")
            .ShouldBe(["nodes NodeMetrics get,list", "pods PodMetrics get,list"]);
        (await Server.SendAsync("DELETE", $"{Metrics}/nodes/node-1")).Code.ShouldBe(405);
        (await Server.GetAsync($"{Metrics}/pods?watch=true")).Code.ShouldBe(405);
    }

    private static async Task<WebApplication> KubeletAsync(params string[] pods)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var kubelet = builder.Build();
        var items = pods.Select(pod =>
            $$$"""{"metadata":{"name":"{{{pod}}}","namespace":"default"},"containers":[{"name":"c","usage":{"cpu":"5n","memory":"1Ki"}}]}""");
        kubelet.MapGet("/usage/pods", () => Results.Text($$"""{"items":[{{string.Join(',', items)}}]}"""));
        kubelet.MapGet("/usage/node", () => Results.Text("""{"metadata":{"name":"node-1"},"usage":{"cpu":"5n","memory":"1Ki"}}"""));
        await kubelet.StartAsync();
        return kubelet;
    }

    private Task<Answer> NodeAsync(string name, int port) => Server.PostAsync("/api/v1/nodes",
        $$$$$"""{"metadata":{"name":"{{{{{name}}}}}"},"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":{{{{{port}}}}} }}}}""");
}
