using DuckBus.ApiServer.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Tests;

public sealed class LogProxyTests : ServerTests
{
    private const string Log = "/api/v1/namespaces/default/pods/web/log";

    [Fact]
    public async Task Logs_come_from_the_kubelet_of_the_node()
    {
        await using var kubelet = await KubeletAsync(async http => await http.Response.WriteAsync($"{http.Request.Path}{http.Request.QueryString}"));
        await PodOnNodeAsync(kubelet.Urls.First());

        var answer = await Server.GetAsync($"{Log}?tailLines=5&timestamps=true");

        answer.Code.ShouldBe(200);
        answer.Body.ToString().ShouldBe("/containerLogs/default/web/c?timestamps=true&tailLines=5");
    }

    [Fact]
    public async Task A_refusal_of_the_kubelet_is_passed_on()
    {
        await using var kubelet = await KubeletAsync(async http =>
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync("no such container");
        });
        await PodOnNodeAsync(kubelet.Urls.First());

        var answer = await Server.GetAsync(Log);

        answer.Code.ShouldBe(404);
        answer.Message.ShouldBe("no such container");
    }

    [Theory]
    [InlineData("?container=ghost", 400)]
    [InlineData("?tailLines=x", 400)]
    [InlineData("?sinceSeconds=0", 400)]
    [InlineData("", 400)]
    public async Task What_cannot_be_answered_is_told(string query, int code)
    {
        await Server.PodAsync("web");

        (await Server.GetAsync(Log + query)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_kubelet_that_is_gone_is_told()
    {
        await PodOnNodeAsync($"http://127.0.0.1:{Testing.FreePort.Next()}");

        var answer = await Server.GetAsync(Log);

        answer.Code.ShouldBe(503);
        answer.Message.ShouldContain("kubelet of node node-1");
    }

    private static async Task<WebApplication> KubeletAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var kubelet = builder.Build();
        kubelet.Run(answer);
        await kubelet.StartAsync();
        return kubelet;
    }

    private async Task PodOnNodeAsync(string address)
    {
        var port = new Uri(address).Port;
        await Server.PostAsync("/api/v1/nodes",
            """{"metadata":{"name":"node-1"},"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":""" + port + "}}}}");
        await Server.PodAsync("web", spec: "\"nodeName\":\"node-1\"");
    }
}
