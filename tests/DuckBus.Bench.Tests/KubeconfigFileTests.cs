using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DuckBus.Bench.Contenders;
using YamlDotNet.Serialization;

namespace DuckBus.Bench.Tests;

/// <summary>The ways in that kubeconfigs of other clusters have, tried on one that lets nobody in without a credential.</summary>
public sealed class KubeconfigFileTests(PeerCluster peer) : IClassFixture<PeerCluster>
{
    [Fact]
    public async Task Every_kind_of_credential_opens_the_cluster()
    {
        var token = await TokenAsync();
        await File.WriteAllTextAsync(peer["secret"], token + "\n");
        await File.WriteAllTextAsync(peer["credential.json"], $$$"""{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "{{{token}}}"}}""");

        (await AskAsync("token", $"token: {token}")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("file", $"tokenFile: secret")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("exec", $$$"""exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, args: ["{{{peer["credential.json"]}}}"], interactiveMode: Never}""")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("unchecked", $"token: {token}", authority: "insecure-skip-tls-verify: true")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync("nothing", "{}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("wrong", "token: of-nobody")).ShouldBe(HttpStatusCode.Unauthorized);
        await Should.ThrowAsync<HttpRequestException>(() => AskAsync("stranger", $"token: {token}", authority: ""), "nobody vouches for the server");
    }

    private async Task<string> TokenAsync()
    {
        using var http = KubeconfigFile.Connect(peer.Kubeconfig);
        using var answer = await http.PostAsJsonAsync("api/v1/namespaces/default/serviceaccounts/default/token", new JsonObject { ["spec"] = new JsonObject() });
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["status"]!["token"]!;
    }

    private async Task<HttpStatusCode> AskAsync(string name, string user, string? authority = null)
    {
        var yaml = (Dictionary<object, object>)new Deserializer().Deserialize(await File.ReadAllTextAsync(peer.Kubeconfig))!;
        var cluster = (Dictionary<object, object>)((Dictionary<object, object>)((List<object>)yaml["clusters"])[0])["cluster"];
        await File.WriteAllTextAsync(peer[name], $$$"""
            apiVersion: v1
            kind: Config
            current-context: it
            contexts: [{name: it, context: {cluster: it, user: it}}]
            clusters:
            - name: it
              cluster:
                server: {{{cluster["server"]}}}
                {{{authority ?? $"certificate-authority-data: {cluster["certificate-authority-data"]}"}}}
            users:
            - name: it
              user:
                {{{user}}}
            """);
        using var http = KubeconfigFile.Connect(peer[name]);
        using var answer = await http.GetAsync(new Uri("api/v1/namespaces", UriKind.Relative));
        return answer.StatusCode;
    }
}
