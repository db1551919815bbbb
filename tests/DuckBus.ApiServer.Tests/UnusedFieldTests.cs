using System.Net.Http.Headers;
using System.Text;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class UnusedFieldTests : ServerTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    private const string Resizable = """
        {"metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{
        "dnsPolicy":"ClusterFirst","containers":[{"name":"c","image":"duckbus/duck:local","resizePolicy":[{"resourceName":"cpu","restartPolicy":"NotRequired"}]}]}}}}
        """;

    private const string Warning = "299 - \"spec.template.spec.containers[0].resizePolicy: DuckBus does not act on this field yet; the resources of a pod cannot be changed\"";

    [Fact]
    public async Task Who_sets_a_field_that_does_nothing_is_told() => (await WarningsAsync("POST", Deployments, Resizable)).ShouldBe([Warning]);

    [Fact]
    public async Task Nobody_is_told_of_what_was_set_before()
    {
        await WarningsAsync("POST", Deployments, Resizable);

        (await WarningsAsync("PATCH", $"{Deployments}/web", """{"spec":{"replicas":1}}""")).ShouldBeEmpty();
        (await WarningsAsync("PATCH", $"{Deployments}/web", """{"spec":{"template":{"spec":{"runtimeClassName":"fast"}}}}""")).Single().ShouldContain("spec.template.spec.runtimeClassName");
        (await WarningsAsync("PUT", $"{Deployments}/web", Resizable)).ShouldBe([Warning]);
        (await WarningsAsync("PUT", $"{Deployments}/web/status", Resizable)).ShouldBeEmpty();
    }

    private async Task<string[]> WarningsAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(method == "PATCH" ? "application/merge-patch+json" : "application/json");
        using var response = await Server.Http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : [];
    }
}
