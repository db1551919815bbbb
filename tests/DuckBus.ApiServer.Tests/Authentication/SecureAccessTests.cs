using System.Security.Cryptography.X509Certificates;
using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Certificates;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Authentication;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Tests.Authentication;

public sealed class SecureAccessTests : ServerTests
{
    [Fact]
    public async Task Every_installed_kubectl_works_over_https_with_a_client_certificate()
    {
        foreach (var kubectl in Kubectl.Installed)
            (await Server.KubectlAsync("get namespaces -o name", program: kubectl)).ShouldContain("namespace/kube-system");
    }

    [Fact]
    public async Task A_watch_comes_over_https()
    {
        var watching = Server.KubectlAsync("wait --for=create configmap/duck --timeout=60s");
        await Server.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "duck"}}""");
        (await watching).ShouldContain("condition met");
    }

    [Fact]
    public async Task A_token_that_is_no_good_is_refused_and_the_user_hears_why()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pods") { Headers = { { "Authorization", "Bearer nonsense" } } };
        using var answer = await Server.Http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(401);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"reason\":\"Unauthorized\"");
    }

    [Theory]
    [InlineData("/api/v1/pods", 401)]
    [InlineData("/apis", 401)]
    [InlineData("/api/containers", 401)]
    [InlineData("/metrics", 401)]
    [InlineData("/version", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/readyz", 200)]
    public async Task Over_https_who_shows_no_credential_hears_the_version_and_the_health_only(string path, int code)
    {
        using var http = Nobody(Server);
        using var answer = await http.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(code);
        if (code == 401) (await answer.Content.ReadAsStringAsync()).ShouldContain("\"reason\":\"Unauthorized\"");
        using var plain = await Server.Http.GetAsync(path);
        ((int)plain.StatusCode).ShouldBe(200, "plain HTTP on loopback stays open");
    }

    [Fact]
    public async Task Nobody_in_particular_cannot_act_as_somebody()
    {
        using var http = Nobody(Server);
        http.DefaultRequestHeaders.Add("Impersonate-User", Users.Admin);
        using var answer = await http.GetAsync("/api/v1/pods");
        ((int)answer.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task Anonymous_callers_are_served_where_that_is_asked_for()
    {
        await using var open = await TestServer.StartAsync(new ApiServerOptions { AnonymousAuth = true });
        using var http = Nobody(open);
        (await http.GetStringAsync("/api/v1/pods")).ShouldContain("PodList");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var other = CertificateAuthority.InMemory(TimeProvider.System);
        var credential = other.IssueClient("duck", [], TimeSpan.FromHours(1));
        var (certificate, key) = (Path.Combine(Server.Scratch, "other.crt"), Path.Combine(Server.Scratch, "other.key"));
        await File.WriteAllTextAsync(certificate, credential.CertificatePem);
        await File.WriteAllTextAsync(key, credential.KeyPem);
        var (code, output) = await Server.TryKubectlAsync($"get pods --insecure-skip-tls-verify --client-certificate={certificate} --client-key={key} --server={Server.Part.SecureAddress} --kubeconfig=/dev/null");
        code.ShouldNotBe(0);
        output.ShouldContain("must be logged in");
    }

    [Fact]
    public void Impersonation_names_user_groups_and_extra()
    {
        var headers = new HeaderDictionary
        {
            ["Impersonate-User"] = "duck",
            ["Impersonate-Group"] = new(["ponds", "birds"]),
            ["Impersonate-Uid"] = "7",
            ["Impersonate-Extra-Acme.com%2Fproject"] = "quack",
        };
        var user = Impersonation.Of(headers, Users.Local);
        user.Username.ShouldBe("duck");
        user.Uid.ShouldBe("7");
        user.Groups.ShouldBe(["ponds", "birds", "system:authenticated"]);
        user.Extra!["acme.com/project"].ShouldBe(["quack"]);
        Impersonation.Of(new HeaderDictionary(), Users.Local).ShouldBeSameAs(Users.Local);
    }

    [Fact]
    public void Impersonated_groups_need_a_user() =>
        Should.Throw<StatusException>(() => Impersonation.Of(new HeaderDictionary { ["Impersonate-Group"] = "ponds" }, new UserInfo())).Code.ShouldBe(400);

    /// <summary>A client that trusts the server and shows it nothing.</summary>
    private static HttpClient Nobody(TestServer server)
    {
        var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trusted.CustomTrustStore.Add(X509Certificate2.CreateFromPem(server.Part.Authority.Pem));
        return new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trusted } }) { BaseAddress = server.Part.SecureAddress };
    }
}
