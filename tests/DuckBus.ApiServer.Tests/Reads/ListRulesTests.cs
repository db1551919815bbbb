using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Reads;

public sealed class ListRulesTests : ServerTests
{
    [Theory]
    [InlineData("resourceVersionMatch=Perhaps&resourceVersion=1", "resourceVersionMatch: Unsupported value: \"Perhaps\": supported values: \"Exact\", \"NotOlderThan\", \"\"")]
    [InlineData("resourceVersionMatch=Exact", "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersionMatch=Exact&resourceVersion=0", "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")]
    [InlineData("sendInitialEvents=true", "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")]
    [InlineData("watch=1&sendInitialEvents=true", "resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]
    [InlineData("watch=1&resourceVersionMatch=NotOlderThan", "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")]
    public async Task Options_that_do_not_go_together_are_invalid(string query, string message)
    {
        var answer = await Server.GetAsync($"/api/v1/pods?{query}");

        answer.Code.ShouldBe(422, answer.ToString());
        answer.Reason.ShouldBe("Invalid");
        answer.Message.ShouldBe($"ListOptions.meta.k8s.io \"\" is invalid: {message}");
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once()
    {
        var answer = await Server.GetAsync("/api/v1/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=Exact");

        answer.Fields.ShouldBe(["resourceVersionMatch", "resourceVersionMatch"]);
    }

    [Fact]
    public async Task A_page_names_its_own_version()
    {
        await Server.PodAsync("a");
        await Server.PodAsync("b");
        var token = (await Server.GetAsync("/api/v1/pods?limit=1")).Body.At("metadata.continue");

        (await Server.GetAsync($"/api/v1/pods?continue={token}&resourceVersion=5")).Code.ShouldBe(400);
        (await Server.GetAsync($"/api/v1/pods?continue={token}&resourceVersion=0")).Body.Names().ShouldBe(["b"]);
    }
}
