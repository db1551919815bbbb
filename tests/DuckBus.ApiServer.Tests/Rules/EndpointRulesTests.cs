using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Rules;

public sealed class EndpointRulesTests : ServerTests
{
    private const string Slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";
    private const string Endpoints = "/api/v1/namespaces/default/endpoints";

    [Theory]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""", null)]
    [InlineData("""{"addressType":"FQDN","endpoints":[{"addresses":["db.example.org"]}]}""", null)]
    [InlineData("""{"addressType":"IPX","endpoints":[]}""", "addressType")]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["::1"]}]}""", "endpoints[0].addresses[0]")]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.1"]}]}""", "endpoints[0].addresses[0]")]
    [InlineData("""{"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.1"]}]}""", "endpoints[0].addresses[0]")]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":[]}]}""", "endpoints[0].addresses")]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],"hostname":"A_B"}]}""", "endpoints[0].hostname")]
    [InlineData("""{"addressType":"IPv4","endpoints":[],"ports":[{"port":80},{"port":81}]}""", "ports[1].name")]
    [InlineData("""{"addressType":"IPv4","endpoints":[],"ports":[{"port":0}]}""", "ports[0].port")]
    [InlineData("""{"addressType":"IPv4","endpoints":[],"ports":[{"port":80,"protocol":"ICMP"}]}""", "ports[0].protocol")]
    public Task A_slice_that_cannot_be_is_refused_by_field(string slice, string? field) => CheckAsync(Slices, slice, field);

    [Theory]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]}""", null)]
    [InlineData("""{"subsets":[{"ports":[{"port":80}]}]}""", "subsets[0]")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"duck"}]}]}""", "subsets[0].addresses[0].ip")]
    [InlineData("""{"subsets":[{"notReadyAddresses":[{"ip":"duck"}]}]}""", "subsets[0].notReadyAddresses[0].ip")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"name":"a","port":80},{"port":81}]}]}""", "subsets[0].ports[1].name")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"name":"a"}]}]}""", "subsets[0].ports[0].port")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":70000}]}]}""", "subsets[0].ports[0].port")]
    public Task Endpoints_that_cannot_be_are_refused_by_field(string endpoints, string? field) => CheckAsync(Endpoints, endpoints, field);

    [Fact]
    public async Task The_type_of_the_addresses_stays()
    {
        await Server.PostAsync(Slices, """{"metadata":{"name":"s"},"addressType":"IPv4","endpoints":[]}""");
        (await Server.SendAsync("PATCH", $"{Slices}/s", """{"addressType":"IPv6"}""")).Fields.ShouldBe(["addressType"]);
    }

    private async Task CheckAsync(string path, string body, string? field)
    {
        var answer = await Server.PostAsync(path, body[..^1] + ""","metadata":{"name":"s"}}""");
        answer.Code.ShouldBe(field is null ? 201 : 422, answer.ToString());
        if (field is not null) answer.Fields.ShouldBe([field], answer.ToString());
    }
}
