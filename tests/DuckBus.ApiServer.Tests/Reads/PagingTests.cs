using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Reads;

/// <summary>Pages that are asked of another server than the first, or long after it.</summary>
public sealed class PagingTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    protected override ApiServerOptions Options => new() { WatchWindow = 50 };

    [Fact]
    public async Task Another_server_goes_on_in_the_state_of_the_first_page()
    {
        foreach (var i in Enumerable.Range(0, 6)) await CreateAsync($"m{i}");
        await using var other = await TestServer.BesideAsync(Server, Options);
        var first = await Server.GetAsync($"{Maps}?limit=2");
        await Server.SendAsync("DELETE", $"{Maps}/m4");
        await CreateAsync("m45");
        await Server.SendAsync("PATCH", $"{Maps}/m3", """{"data":{"a":"b"}}""");

        var rest = await other.GetAsync($"{Maps}?limit=10&continue={first.Body.At("metadata.continue")}");

        rest.Code.ShouldBe(200, rest.ToString());
        rest.Body.Names().ShouldBe(["m2", "m3", "m4", "m5"]);
        rest.Body["items"]![1].At("data").ShouldBeNull();
        rest.Body.At("metadata.resourceVersion").ShouldBe(first.Body.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task A_state_that_is_forgotten_is_expired_with_a_token_for_the_rest()
    {
        foreach (var i in Enumerable.Range(0, 6)) await CreateAsync($"m{i}");
        var first = await Server.GetAsync($"{Maps}?limit=2");
        await CreateAsync("m45");
        await using var other = await TestServer.BesideAsync(Server, Options);

        var expired = await other.GetAsync($"{Maps}?limit=2&continue={first.Body.At("metadata.continue")}");
        var second = await other.GetAsync($"{Maps}?limit=2&continue={expired.Body.At("metadata.continue")}");
        var third = await other.GetAsync($"{Maps}?limit=9&continue={second.Body.At("metadata.continue")}");

        expired.Code.ShouldBe(410);
        expired.Reason.ShouldBe("Expired");
        second.Body.Names().ShouldBe(["m2", "m3"]);
        third.Body.Names().ShouldBe(["m4", "m45", "m5"]);
        third.Body.At("metadata.resourceVersion").ShouldBe(second.Body.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task An_exact_version_is_served_as_far_as_memory_reaches()
    {
        await CreateAsync("a");
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        await CreateAsync("b");

        (await Server.GetAsync($"{Maps}?resourceVersion={version}&resourceVersionMatch=Exact")).Body.Names().ShouldNotContain("b");
        foreach (var i in Enumerable.Range(0, 60)) await CreateAsync($"m{i}");
        var gone = await Server.GetAsync($"{Maps}?resourceVersion={version}&resourceVersionMatch=Exact");

        gone.Code.ShouldBe(410, gone.ToString());
    }

    private async Task CreateAsync(string name) => (await Server.PostAsync(Maps, $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Code.ShouldBe(201);
}
