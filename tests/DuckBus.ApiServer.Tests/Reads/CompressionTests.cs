using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Reads;

public sealed class CompressionTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData(1, "gzip", false)]
    [InlineData(40, "gzip", true)]
    [InlineData(40, "gzip;q=0", false)]
    [InlineData(40, "identity", false)]
    public async Task A_large_list_is_compressed_for_who_takes_it(int count, string encoding, bool compressed)
    {
        foreach (var i in Enumerable.Range(0, count))
            (await Server.PostAsync(Maps, $$$$"""{"metadata":{"name":"m{{{{i}}}}"},"data":{"a":"{{{{new string('x', 5_000)}}}}"}}""")).Code.ShouldBe(201);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Maps}?fieldSelector=metadata.name!%3Dkube-root-ca.crt");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);

        using var answer = await Server.Http.SendAsync(request);

        answer.Content.Headers.ContentEncoding.Contains("gzip").ShouldBe(compressed);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var list = await JsonNode.ParseAsync(compressed ? new GZipStream(body, CompressionMode.Decompress) : body);
        list!["items"]!.AsArray().Count.ShouldBe(count);
    }

    [Fact]
    public async Task A_HEAD_has_no_body()
    {
        foreach (var path in new[] { Maps, $"{Maps}?watch=true", "/api/v1/namespaces/default" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await Server.Http.SendAsync(request);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }
    }
}
