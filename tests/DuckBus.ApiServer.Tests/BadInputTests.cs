using System.Text;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class BadInputTests : ServerTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Sets = "/apis/apps/v1/namespaces/default/replicasets";

    [Theory]
    [InlineData("", 400, "")]
    [InlineData("{", 400, "")]
    [InlineData("[]", 400, "")]
    [InlineData("null", 400, "")]
    [InlineData("17", 400, "")]
    [InlineData("{} {}", 400, "")]
    [InlineData("""{"spec":5}""", 400, "spec")]
    [InlineData("""{"metadata":[]}""", 400, "metadata")]
    [InlineData("""{"spec":{"containers":"x"}}""", 400, "spec.containers")]
    [InlineData("""{"spec":{"containers":[null]}}""", 400, "spec.containers[0]")]
    [InlineData("""{"spec":{"containers":[{"name":5}]}}""", 400, "spec.containers[0].name")]
    [InlineData("""{"spec":{"containers":[{"ports":[{"containerPort":"x"}]}]}}""", 400, "spec.containers[0].ports[0].containerPort")]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"much"}}}]}}""", 400, "spec.containers[0].resources.limits.cpu")]
    [InlineData("""{"metadata":{"name":"a\u0000b"}}""", 400, "metadata.name")]
    [InlineData("""{"metadata":{"name":"\ud800"}}""", 400, "metadata.name")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", 400, "metadata.creationTimestamp")]
    [InlineData("""{"kind":"Service"}""", 400, "kind")]
    [InlineData("""{"apiVersion":"v2"}""", 400, "apiVersion")]
    [InlineData("""{"metadata":{"namespace":"other","name":"x"}}""", 400, "metadata.namespace")]
    [InlineData("""{"metadata":{"resourceVersion":"5","name":"x"}}""", 400, "metadata.resourceVersion")]
    [InlineData("{}", 422, "metadata.name")]
    public async Task A_bad_body_is_refused_with_the_field(string body, int code, string field)
    {
        var answer = await Server.PostAsync(Pods, body);

        answer.Code.ShouldBe(code, answer.ToString());
        answer.Body.At("kind").ShouldBe("Status");
        answer.Message.ShouldNotBeNullOrEmpty();
        if (field.Length > 0) answer.Fields.ShouldContain(field, answer.ToString());
    }

    [Fact]
    public async Task A_wrong_type_is_told_in_plain_words()
    {
        var answer = await Server.PostAsync(Sets, """{"metadata":{"name":"x"},"spec":{"replicas":"three"}}""");

        answer.Code.ShouldBe(400);
        answer.Fields.ShouldBe(["spec.replicas"]);
        answer.Message.ShouldBe("spec.replicas: the value has the wrong type: a whole number was expected");
    }

    [Theory]
    [InlineData("{\"metadata\":{},\n}", "the body is not valid JSON, line 2, byte 1: The JSON object contains a trailing comma at the end which is not supported")]
    public async Task A_slip_is_told_without_words_of_the_implementation(string body, string message)
    {
        var answer = await Server.PostAsync(Pods, body);

        answer.Code.ShouldBe(400);
        answer.Message.ShouldBe(message);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var deep = "{\"x\":" + string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)) + "}";

        (await Server.PostAsync(Pods, deep)).Code.ShouldBe(400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_gets_an_answer_and_the_connection_lives(bool chunked)
    {
        using var content = new StringContent("{\"data\":{\"x\":\"" + new string('x', 4 * 1024 * 1024) + "\"}}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/namespaces/default/configmaps") { Content = content };
        if (chunked) request.Headers.TransferEncodingChunked = true;

        using var response = await Server.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(413);
        (await response.Content.ReadAsStringAsync()).ShouldContain("RequestEntityTooLarge");
        response.Headers.ConnectionClose.ShouldNotBe(true);
        (await Server.GetAsync(Pods)).Code.ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/api/v2/pods", 404)]
    [InlineData("GET", "/api/v1/ducks", 404)]
    [InlineData("GET", "/apis/apps/v1/namespaces/default/pods", 404)]
    [InlineData("GET", "/api/v1/namespaces//pods", 404)]
    [InlineData("GET", "/api/v1/pods/web", 404)]
    [InlineData("GET", "/api/v1/namespaces/default/pods/web/ducks", 404)]
    [InlineData("GET", "/api/v1/namespaces/default/configmaps/x/status", 404)]
    [InlineData("GET", "/api/v1/namespaces/default/pods/%00", 404, true)]
    [InlineData("GET", "/api/v1/namespaces/default/pods/no-such", 404)]
    [InlineData("PUT", "/api/v1/namespaces/default/pods/no-such", 404)]
    [InlineData("PATCH", "/api/v1/namespaces/default/pods/no-such", 404)]
    [InlineData("DELETE", "/api/v1/namespaces/default/pods/no-such", 404)]
    [InlineData("POST", "/api/v1/namespaces/nowhere/pods", 404)]
    [InlineData("POST", "/api/v1/pods", 405)]
    [InlineData("PUT", "/api/v1/namespaces/default/pods", 405)]
    [InlineData("POST", "/api/v1/namespaces/default/pods/web", 405)]
    [InlineData("POST", "/version", 405)]
    [InlineData("PUT", "/api/containers", 405)]
    [InlineData("DELETE", "/api/v1/namespaces/default/pods/web/status", 405)]
    public async Task A_bad_address_is_told(string method, string path, int code, bool anyBody = false)
    {
        var body = method is "GET" or "DELETE" ? null : """{"metadata":{"name":"no-such"},"spec":{"containers":[{"name":"c","image":"i"}]}}""";
        var answer = await Server.SendAsync(method, path, body);

        if (anyBody) answer.Code.ShouldBeInRange(400, 499);
        else
        {
            answer.Code.ShouldBe(code, answer.ToString());
            answer.Body.At("kind").ShouldBe("Status", answer.ToString());
            answer.Body.At("code").ShouldBe(code.ToString());
        }
    }

    [Theory]
    [InlineData("limit=x")]
    [InlineData("limit=-1")]
    [InlineData("continue=nonsense")]
    [InlineData("resourceVersion=abc")]
    [InlineData("watch=maybe")]
    [InlineData("watch=true&timeoutSeconds=x")]
    [InlineData("labelSelector=a%20in%20b")]
    [InlineData("labelSelector=a%3D%3D%3Db")]
    [InlineData("labelSelector=-x")]
    [InlineData("labelSelector=a,")]
    [InlineData("labelSelector=a%20in%20(b")]
    [InlineData("fieldSelector=spec.nope%3D1")]
    [InlineData("fieldSelector=nonsense")]
    public async Task A_bad_query_is_told(string query)
    {
        var answer = await Server.GetAsync($"{Pods}?{query}");

        answer.Code.ShouldBe(400, answer.ToString());
        answer.Reason.ShouldBe("BadRequest");
    }

    [Theory]
    [InlineData("POST", Pods, "application/x-www-form-urlencoded")]
    [InlineData("POST", Pods, "text/plain")]
    [InlineData("PATCH", Pods + "/web", "application/json")]
    [InlineData("POST", "/api/containers", "text/plain")]
    public async Task A_content_type_that_is_not_read_is_told(string method, string path, string type)
    {
        var answer = await Server.SendAsync(method, path, "{}", type);

        answer.Code.ShouldBe(415, answer.ToString());
        answer.Reason.ShouldBe("UnsupportedMediaType");
    }

    [Fact]
    public async Task Random_bytes_never_break_the_server()
    {
        var random = new Random(42);
        var valid = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A","value":"1"}]}]}}""");
        foreach (var _ in Enumerable.Range(0, 300))
        {
            var bytes = (byte[])valid.Clone();
            for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/json");

            using var response = await Server.Http.PostAsync(Pods, content);

            ((int)response.StatusCode).ShouldBeLessThan(500, Encoding.Latin1.GetString(bytes));
        }
    }
}
