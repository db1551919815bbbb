using System.Text;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.OpenApi;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.OpenApi;

/// <summary>What Swagger UI fills in is sent as it stands.</summary>
public sealed class ExampleTests : ServerTests
{
    [Fact]
    public async Task Every_example_can_be_sent_as_it_stands()
    {
        var (sent, refused) = (0, new List<string>());
        foreach (var (_, document) in OpenApiDocuments.Versions)
        {
            var paths = (await Server.GetAsync(document)).Body["paths"]!.AsObject();
            var calls = paths.SelectMany(path => path.Value!.AsObject().Where(call => call.Key is not "parameters").Select(call => (Path: path.Key, Method: call.Key, Call: call.Value!, Item: path.Value!)));
            foreach (var (path, method, call, item) in calls.OrderBy(call => Turn(call.Path, call.Method)))
            {
                foreach (var (type, content) in call["requestBody"]?["content"]?.AsObject() ?? [])
                {
                    if (content!["example"] is not { } example || (method != "patch" && type != "application/json")) continue;
                    sent++;
                    using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), Url(path, item, call))
                    {
                        Content = new StringContent(example.ToJsonString(), Encoding.UTF8, type),
                    };
                    using var answer = await Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
                    if (!answer.IsSuccessStatusCode) refused.Add($"{method} {path} {type}: {(int)answer.StatusCode} {(string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["message"]}");
                }
            }
        }

        refused.ShouldBeEmpty();
        sent.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Every_call_is_in_a_group_and_says_what_it_and_each_parameter_is()
    {
        foreach (var document in OpenApiDocuments.Versions.Select(version => version.Path).Append("/swagger/v1/swagger.json"))
        {
            var body = (await Server.GetAsync(document)).Body;
            var groups = body["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToList();
            foreach (var (path, item) in body["paths"]!.AsObject())
            {
                foreach (var (method, call) in item!.AsObject().Where(call => call.Key != "parameters"))
                {
                    groups.ShouldContain((string)call!["tags"]![0]!, $"{method} {path}");
                    ((string?)call["summary"]).ShouldNotBeNullOrEmpty($"{method} {path}");
                    foreach (var parameter in (call["parameters"]?.AsArray() ?? []).Concat(item["parameters"]?.AsArray() ?? []))
                        ((string?)parameter!["description"]).ShouldNotBeNullOrEmpty($"{method} {path} {parameter["name"]}");
                }
            }
        }
    }

    // An object is made, changed, and removed: then there are none that a collection could lose.
    private static int Turn(string path, string method) => (method, path) switch
    {
        ("post", _) when path.EndsWith("/eviction", StringComparison.Ordinal) => 3,
        ("post", _) when !path.EndsWith('s') => 1,
        ("post", _) => 0,
        ("delete", _) when path.EndsWith("{name}", StringComparison.Ordinal) => 4,
        ("delete", _) => 5,
        _ => 2,
    };

    private static string Url(string path, JsonNode item, JsonNode call)
    {
        var query = new List<string>();
        foreach (var parameter in item["parameters"]!.AsArray().Concat(call["parameters"]!.AsArray()))
        {
            if ((string?)parameter!["example"] is not { } value) continue;
            if ((string?)parameter["in"] == "path") path = path.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal);
            else query.Add($"{parameter["name"]}={Uri.EscapeDataString(value)}");
        }

        return $"{path}?{string.Join('&', query)}";
    }
}
