using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class BindingTests : ServerTests
{
    private const string Web = "/api/v1/namespaces/default/pods/web";

    [Fact]
    public async Task A_binding_puts_the_pod_on_its_node_once()
    {
        await Server.PodAsync("web");

        var bound = await BindAsync("node-1");
        var again = await BindAsync("node-1");
        var other = await BindAsync("node-2");
        var pod = (await Server.GetAsync(Web)).Body;

        bound.Code.ShouldBe(201);
        again.Code.ShouldBe(201);
        other.Code.ShouldBe(409);
        other.Message.ShouldContain("already assigned to node \"node-1\"");
        pod.At("spec.nodeName").ShouldBe("node-1");
        pod.At("status.conditions.0.type").ShouldBe("PodScheduled");
        pod.At("status.conditions.0.status").ShouldBe("True");
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"target":{"name":"NOT A NODE"}}""", 422)]
    [InlineData("""{"target":{"kind":"Pod","name":"node-1"}}""", 422)]
    [InlineData("""{"metadata":{"name":"other"},"target":{"name":"node-1"}}""", 400)]
    [InlineData("""{"metadata":{"uid":"other"},"target":{"name":"node-1"}}""", 409)]
    [InlineData("""{"kind":"Pod","target":{"name":"node-1"}}""", 400)]
    public async Task A_bad_binding_is_refused(string body, int code)
    {
        await Server.PodAsync("web");

        (await Server.PostAsync($"{Web}/binding", body)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_pod_on_its_way_out_is_not_bound()
    {
        await Server.PodAsync("web");
        await Server.SendAsync("PATCH", Web, """{"metadata":{"finalizers":["example.org/a"]}}""");
        await Server.SendAsync("DELETE", Web);

        (await BindAsync("node-1")).Code.ShouldBe(409);
    }

    private Task<Answer> BindAsync(string node) =>
        Server.PostAsync($"{Web}/binding", $$$$$$"""{"apiVersion":"v1","kind":"Binding","metadata":{"name":"web"},"target":{"kind":"Node","name":"{{{{{{node}}}}}}"}}""");
}
