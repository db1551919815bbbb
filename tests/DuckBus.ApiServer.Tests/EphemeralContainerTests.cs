using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class EphemeralContainerTests : ServerTests
{
    private const string Web = "/api/v1/namespaces/default/pods/web";
    private const string Debugger = """{"name":"debugger","image":"duckbus/duck:local","stdin":true,"tty":true,"targetContainerName":"c","resources":{}}""";

    [Fact]
    public async Task One_is_added_with_its_defaults_and_nothing_else_changes()
    {
        var before = await Server.PodAsync("web");

        var answer = await AddAsync(Debugger, more: "\"restartPolicy\":\"Never\",");

        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body.At("spec.ephemeralContainers.0.name").ShouldBe("debugger");
        answer.Body.At("spec.ephemeralContainers.0.terminationMessagePolicy").ShouldBe("File");
        answer.Body.At("spec.restartPolicy").ShouldBe("Always");
        answer.Body.At("metadata.generation").ShouldBe("2");
        (await Server.GetAsync($"{Web}/ephemeralcontainers")).Body.At("metadata.uid").ShouldBe(before.At("metadata.uid"));
    }

    [Fact]
    public async Task What_is_there_is_neither_changed_nor_removed()
    {
        await Server.PodAsync("web");
        await AddAsync(Debugger);

        var changed = await AddAsync(Debugger.Replace("true", "false", StringComparison.Ordinal));
        var removed = await AddAsync("""{"name":"other","image":"i"}""");
        var both = await AddAsync(Debugger + """,{"name":"other","image":"i"}""");

        changed.Code.ShouldBe(422);
        changed.Message.ShouldContain("existing ephemeral containers \"debugger\" may not be changed");
        removed.Code.ShouldBe(422);
        removed.Message.ShouldContain("existing ephemeral containers \"debugger\" may not be removed");
        both.Code.ShouldBe(200, both.ToString());
    }

    [Theory]
    [InlineData("""{"name":"c","image":"i"}""", "spec.ephemeralContainers[0].name")]
    [InlineData("""{"name":"d"}""", "spec.ephemeralContainers[0].image")]
    [InlineData("""{"name":"d","image":"i","targetContainerName":"nope"}""", "spec.ephemeralContainers[0].targetContainerName")]
    [InlineData("""{"name":"d","image":"i","ports":[{"containerPort":80}]}""", "spec.ephemeralContainers[0].ports")]
    [InlineData("""{"name":"d","image":"i","livenessProbe":{"tcpSocket":{"port":80}}}""", "spec.ephemeralContainers[0].livenessProbe")]
    [InlineData("""{"name":"d","image":"i","resources":{"limits":{"cpu":"1"}}}""", "spec.ephemeralContainers[0].resources")]
    public async Task A_bad_one_is_refused_by_its_field(string container, string field)
    {
        await Server.PodAsync("web");

        var answer = await AddAsync(container);

        answer.Code.ShouldBe(422, answer.ToString());
        answer.Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task A_pod_is_not_created_with_one_and_not_updated_with_one()
    {
        var created = await Server.PostAsync("/api/v1/namespaces/default/pods",
            """{"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i"}],"ephemeralContainers":[""" + Debugger + "]}}");
        await Server.PodAsync("web");
        var updated = await Server.SendAsync("PATCH", Web, """{"spec":{"ephemeralContainers":[""" + Debugger + "]}}");

        created.Fields.ShouldBe(["spec.ephemeralContainers"]);
        updated.Fields.ShouldBe(["spec"]);
    }

    [Fact]
    public async Task Its_log_can_be_asked_for()
    {
        await Server.PodAsync("web");
        await AddAsync(Debugger);

        var answer = await Server.GetAsync($"{Web}/log?container=debugger");

        answer.Message.ShouldContain("does not have a host assigned");
    }

    private Task<Answer> AddAsync(string containers, string more = "") =>
        Server.SendAsync("PATCH", $"{Web}/ephemeralcontainers", "{\"spec\":{" + more + "\"ephemeralContainers\":[" + containers + "]}}");
}
