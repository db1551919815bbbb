using System.Globalization;
using System.Net;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Meta;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests.Reads;

/// <summary>Lists that are asked for again and again come from bytes that are kept.</summary>
public sealed class RepeatedListTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("/api/v1/namespaces/nowhere/configmaps")]
    [InlineData("/api/v1/configmaps")]
    [InlineData("/api/v1/nodes")]
    [InlineData(Maps)]
    public async Task The_same_list_is_answered_each_time(string path)
    {
        (await Server.PostAsync(Maps, """{"metadata":{"name":"a"}}""")).Code.ShouldBe(201);
        (await Server.PostAsync(Maps, """{"metadata":{"name":"b"}}""")).Code.ShouldBe(201);
        var first = (await Server.GetAsync(path)).Body["items"]!.ToJsonString();

        for (var again = 0; again < 3; again++) (await Server.GetAsync(path)).Body["items"]!.ToJsonString().ShouldBe(first);
    }

    [Fact]
    public async Task A_change_is_in_the_next_list()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            (await Server.PostAsync(Maps, $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Code.ShouldBe(201);
            for (var again = 0; again < 3; again++) (await NamesAsync()).ShouldContain(name);
        }

        using var answer = await Server.Http.DeleteAsync(new Uri($"{Maps}/b", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await NamesAsync()).ShouldNotContain("b");
    }

    [Fact]
    public async Task A_list_that_is_too_long_to_be_kept_is_whole_each_time()
    {
        foreach (var i in Enumerable.Range(0, 10))
            (await Server.PostAsync(Maps, $$$"""{"metadata":{"name":"m{{{i}}}"},"data":{"a":"{{{new string('x', 900_000)}}}"}}""")).Code.ShouldBe(201);

        for (var again = 0; again < 3; again++) (await NamesAsync()).Count(name => name.StartsWith('m')).ShouldBe(10);
    }

    [Fact]
    public async Task A_HEAD_of_a_list_that_is_kept_has_no_body()
    {
        for (var again = 0; again < 3; again++) await Server.GetAsync(Maps);
        using var request = new HttpRequestMessage(HttpMethod.Head, Maps);
        using var answer = await Server.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await NamesAsync()).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?resourceVersion=0&fieldSelector=metadata.name%3Da")]
    public async Task A_list_that_the_client_has_is_not_sent_again_until_one_of_the_kind_changes(string query)
    {
        (await Server.PostAsync(Maps, """{"metadata":{"name":"a"}}""")).Code.ShouldBe(201);
        var (first, tag, revision) = await AskAsync(query, null);
        first.ShouldBe(HttpStatusCode.OK);

        (await Server.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"}}""")).Code.ShouldBe(201);
        var (same, sameTag, later) = await AskAsync(query, tag);
        same.ShouldBe(HttpStatusCode.NotModified);
        sameTag.ShouldBe(tag);
        later.ShouldBeGreaterThanOrEqualTo(revision);

        (await Server.PostAsync(Maps, """{"metadata":{"name":"b"}}""")).Code.ShouldBe(201);
        await Eventually.Async("the list is another one", TimeSpan.FromSeconds(5), async () => (await AskAsync(query, tag)).Code == HttpStatusCode.OK);
        tag = (await AskAsync(query, tag)).Tag;
        (await Server.Http.DeleteAsync(new Uri($"{Maps}/b", UriKind.Relative))).Dispose();
        await Eventually.Async("the list is another one", TimeSpan.FromSeconds(5), async () => (await AskAsync(query, tag)).Code == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_table_is_sent_each_time()
    {
        var (_, tag, _) = await AskAsync("", null);
        using var request = new HttpRequestMessage(HttpMethod.Get, Maps);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        request.Headers.TryAddWithoutValidation("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
        using var answer = await Server.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Code, string Tag, long Revision)> AskAsync(string query, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Maps + query);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await Server.Http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.ETag!.ToString(), long.Parse(answer.Headers.GetValues(ListHeaders.Revision).Single(), CultureInfo.InvariantCulture));
    }

    private async Task<List<string>> NamesAsync() =>
        [.. (await Server.GetAsync(Maps)).Body["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())];
}
