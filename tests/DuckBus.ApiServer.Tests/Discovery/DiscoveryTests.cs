using System.Net;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Discovery;

public sealed class DiscoveryTests : ServerTests
{
    private const string V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private const string V2Beta1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    [Theory]
    [InlineData($"{V2},{V2Beta1},application/json", V2)]
    [InlineData($"{V2Beta1},application/json", V2Beta1)]
    [InlineData($"application/json,{V2}", "application/json")]
    [InlineData($"application/json;q=0.5,{V2}", V2)]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList,application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task The_client_says_which_form_it_wants(string accept, string type)
    {
        using var answer = await AskAsync("/apis", accept);

        answer.Content.Headers.ContentType!.ToString().Replace(" ", "").ShouldBe(type);
        answer.Headers.Vary.ShouldContain("Accept");
    }

    [Theory]
    [InlineData("application/json, */*")]
    [InlineData("*/*")]
    public async Task The_root_lists_the_paths_for_who_is_no_browser(string accept)
    {
        using var answer = await AskAsync("/", accept);

        var paths = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["paths"]!.AsArray().Select(path => (string)path!).ToList();
        paths.ShouldBe(paths.Order(StringComparer.Ordinal));
        foreach (var path in new[] { "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version" })
            paths.ShouldContain(path);
        foreach (var path in paths) (await Server.Http.GetAsync(path)).IsSuccessStatusCode.ShouldBeTrue(path);
    }

    [Fact]
    public async Task A_browser_that_opens_the_root_sees_a_page()
    {
        using var answer = await AskAsync("/", "text/html,application/xhtml+xml,*/*;q=0.8");

        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/swagger/index.html");
    }

    [Fact]
    public async Task One_document_has_every_group_kind_and_subresource()
    {
        using var answer = await AskAsync("/apis", V2);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        document.At("kind").ShouldBe("APIGroupDiscoveryList");
        document.At("apiVersion").ShouldBe("apidiscovery.k8s.io/v2");
        var apps = document["items"]!.AsArray().Single(group => group.At("metadata.name") == "apps")!;
        apps.At("versions.0.version").ShouldBe("v1");
        apps.At("versions.0.freshness").ShouldBe("Current");
        var deployments = apps["versions"]![0]!["resources"]!.AsArray().Single(resource => resource.At("resource") == "deployments")!;
        deployments.At("singularResource").ShouldBe("deployment");
        deployments.At("scope").ShouldBe("Namespaced");
        deployments.At("responseKind.kind").ShouldBe("Deployment");
        deployments.At("shortNames.0").ShouldBe("deploy");
        deployments.At("categories.0").ShouldBe("all");
        deployments["verbs"]!.AsArray().Count.ShouldBe(8);
        deployments["subresources"]!.AsArray().Select(sub => sub.At("subresource")).ShouldContain("status");
    }

    [Fact]
    public async Task The_core_group_is_at_its_own_path()
    {
        using var answer = await AskAsync("/api", V2);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        document["items"]!.AsArray().Count.ShouldBe(1);
        document.At("items.0.metadata.name").ShouldBeNull();
        document["items"]![0]!["versions"]![0]!["resources"]!.AsArray().Select(resource => resource.At("resource")).ShouldContain("pods");
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/apis")]
    [InlineData("/apis/apps")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/openapi/v3")]
    [InlineData("/openapi/v3/apis/apps/v1")]
    public async Task Who_has_the_document_is_told_so(string path)
    {
        using var first = await AskAsync(path, "application/json");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var again = await AskAsync(path, "application/json", first.Headers.ETag!.ToString());
        using var other = await AskAsync(path, "application/json", "\"old\"");

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_forms_have_tags_of_their_own()
    {
        using var one = await AskAsync("/apis", "application/json");
        using var other = await AskAsync("/apis", V2);

        other.Headers.ETag.ShouldNotBe(one.Headers.ETag);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accept, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await Server.Http.SendAsync(request);
    }
}
