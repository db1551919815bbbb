using System.Text;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Authentication;

public sealed class ServiceAccountTests : ServerTests
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";

    [Fact]
    public async Task A_token_is_that_of_its_account()
    {
        await AccountAsync("duck");
        var token = await TokenAsync("duck", """{"spec": {"expirationSeconds": 600}}""");

        var (code, body) = await WhoAsync(token);
        code.ShouldBe(201, body);
        body.ShouldContain("system:serviceaccount:default:duck");
        body.ShouldContain("system:serviceaccounts:default");
    }

    [Fact]
    public async Task A_token_ends_with_its_account_even_if_there_is_a_new_one()
    {
        await AccountAsync("duck");
        var token = await TokenAsync("duck", "{}");
        await Server.SendAsync("DELETE", $"{Accounts}/duck");
        (await WhoAsync(token)).Body.ShouldContain("is gone");
        await AccountAsync("duck");
        (await WhoAsync(token)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_token_ends_with_the_pod_that_it_is_tied_to()
    {
        await AccountAsync("duck");
        await Server.PodAsync("pond");
        var token = await TokenAsync("duck", """{"spec": {"boundObjectRef": {"kind": "Pod", "apiVersion": "v1", "name": "pond"}}}""");
        (await WhoAsync(token)).Body.ShouldContain("authentication.kubernetes.io/pod-name");
        await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/pond");
        (await WhoAsync(token)).Body.ShouldContain("the pod pond that the bearer token is tied to is gone");
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_refused_here_and_good_there()
    {
        await AccountAsync("duck");
        var token = await TokenAsync("duck", """{"spec": {"audiences": ["vault"]}}""");
        (await WhoAsync(token)).Code.ShouldBe(401);
        var review = await ReviewAsync(token, """, "audiences": ["vault", "other"]""");
        review.ShouldContain("\"authenticated\":true");
        review.ShouldContain("\"audiences\":[\"vault\"]");
        (await ReviewAsync(token, "")).ShouldContain("\"authenticated\":false");
    }

    [Fact]
    public async Task A_pod_runs_as_an_account_that_there_is()
    {
        const string Pod = """{"metadata":{"name":"pond"},"spec":{"serviceAccountName":"duck","containers":[{"name":"c","image":"i"}]}}""";

        var refused = await Server.PostAsync("/api/v1/namespaces/default/pods", Pod);
        refused.Code.ShouldBe(403);
        refused.Message.ShouldBe("pods \"pond\" is forbidden: error looking up service account default/duck: serviceaccount \"duck\" not found");
        await AccountAsync("duck");
        (await Server.PostAsync("/api/v1/namespaces/default/pods", Pod)).Code.ShouldBe(201);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        await AccountAsync("duck");
        var parts = (await TokenAsync("duck", "{}")).Split('.');
        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("duck", "boss", StringComparison.Ordinal);
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        (await WhoAsync(string.Join('.', parts))).Code.ShouldBe(401);
    }

    [Theory]
    [InlineData("""{"spec": {"expirationSeconds": 60}}""", 422, "spec.expirationSeconds")]
    [InlineData("""{"spec": {"boundObjectRef": {"kind": "Duck", "name": "x"}}}""", 422, "spec.boundObjectRef.kind")]
    [InlineData("""{"spec": {"boundObjectRef": {"kind": "Pod", "name": "none"}}}""", 404, null)]
    public async Task A_token_that_cannot_be_is_refused_by_field(string body, int code, string? field)
    {
        await AccountAsync("duck");
        var answer = await Server.PostAsync($"{Accounts}/duck/token", body);
        answer.Code.ShouldBe(code, answer.ToString());
        if (field is not null) answer.Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task A_pod_that_names_no_account_has_the_default_one() =>
        ((string?)(await Server.PodAsync("pond"))["spec"]!["serviceAccountName"]).ShouldBe("default");

    [Theory]
    [InlineData("{}", "{}", false)]
    [InlineData("{}", """{"automountServiceAccountToken":true}""", true)]
    [InlineData("""{"automountServiceAccountToken":true}""", "{}", true)]
    [InlineData("""{"automountServiceAccountToken":true}""", """{"automountServiceAccountToken":false}""", false)]
    [InlineData("""{"automountServiceAccountToken":false}""", """{"automountServiceAccountToken":true}""", true)]
    public async Task A_pod_finds_its_token_where_it_or_else_its_account_asks_for_it(string account, string pod, bool mounted)
    {
        var duck = JsonNode.Parse(account)!.AsObject();
        duck["metadata"] = new JsonObject { ["name"] = "duck" };
        (await Server.PostAsync(Accounts, duck.ToJsonString())).Code.ShouldBe(201);
        var spec = (await Server.PodAsync("pond", spec: "\"serviceAccountName\":\"duck\"" + (pod == "{}" ? "" : $",{pod[1..^1]}")))["spec"]!;
        if (!mounted)
        {
            spec["volumes"].ShouldBeNull();
            return;
        }
        var volume = spec["volumes"]!.AsArray().ShouldHaveSingleItem()!;
        volume.At("name")!.ShouldStartWith("kube-api-access-");
        volume.At("projected.sources.0.serviceAccountToken.path").ShouldBe("token");
        spec.At("containers.0.volumeMounts.0.mountPath").ShouldBe("/var/run/secrets/kubernetes.io/serviceaccount");
    }

    [Fact]
    public async Task Who_mounts_a_token_by_hand_gets_no_other_one()
    {
        var answer = await Server.PostAsync("/api/v1/namespaces/default/pods", """
            {"metadata":{"name":"pond"},"spec":{"automountServiceAccountToken":true,"volumes":[{"name":"mine","emptyDir":{}}],
            "containers":[{"name":"c","image":"i","volumeMounts":[{"name":"mine","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]}}
            """);
        answer.Body["spec"]!["volumes"]!.AsArray().Count.ShouldBe(1);
    }

    private async Task AccountAsync(string name)
    {
        var answer = await Server.PostAsync(Accounts, $$$"""{"metadata": {"name": "{{{name}}}"}}""");
        answer.Code.ShouldBe(201, answer.ToString());
    }

    private async Task<string> TokenAsync(string account, string body)
    {
        var answer = await Server.PostAsync($"{Accounts}/{account}/token", body);
        answer.Code.ShouldBe(201, answer.ToString());
        return (string)answer.Body["status"]!["token"]!;
    }

    private async Task<string> ReviewAsync(string token, string more) =>
        (await Server.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec": {"token": "{{{token}}}"{{{more}}}}}""")).Body.ToJsonString();

    private async Task<(int Code, string Body)> WhoAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/apis/authentication.k8s.io/v1/selfsubjectreviews")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            Headers = { { "Authorization", $"Bearer {token}" } },
        };
        using var answer = await Server.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
