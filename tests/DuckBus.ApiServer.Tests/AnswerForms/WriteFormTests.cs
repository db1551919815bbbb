using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.AnswerForms;

public sealed class WriteFormTests : ServerTests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private const string Partial = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Web = """
        {"metadata":{"name":"web","finalizers":["example.org/hold"]},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"duckbus/duck:local"}]}}}}
        """;

    private const string Applied = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":4}}
        """;

    [Theory]
    [InlineData("POST", "", Web, null, "web 0/2 0 0")]
    [InlineData("PUT", "/web", Web, null, "web 0/2 0 0")]
    [InlineData("PUT", "/web/status", Web, null, "web 0/2 0 0")]
    [InlineData("PATCH", "/web", """{"spec":{"replicas":3}}""", "application/merge-patch+json", "web 0/3 0 0")]
    [InlineData("PATCH", "/web?fieldManager=m&force=true", Applied, "application/apply-patch+yaml", "web 0/4 0 0")]
    [InlineData("PATCH", "/web/scale", """{"spec":{"replicas":5}}""", "application/merge-patch+json", "web 5 0")]
    [InlineData("GET", "/web/scale", null, null, "web 2 0")]
    [InlineData("GET", "/web/status", null, null, "web 0/2 0 0")]
    [InlineData("DELETE", "/web", null, null, "web 0/2 0 0")]
    [InlineData("DELETE", "", null, null, "web 0/2 0 0")]
    public async Task A_write_answers_as_rows_when_it_is_asked_to(string method, string path, string? body, string? type, string cells)
    {
        if (method != "POST") await Server.PostAsync(Deployments, Web);

        var answer = await Server.SendAsync(method, Deployments + path, body, type, Table);

        answer.Code.ShouldBeInRange(200, 201, answer.ToString());
        answer.Body.At("kind").ShouldBe("Table", answer.ToString());
        string.Join(' ', answer.Body["rows"]!.AsArray().Single()!["cells"]!.AsArray().Take(cells.Split(' ').Length)).ShouldBe(cells);
    }

    [Theory]
    [InlineData("POST", "", Web)]
    [InlineData("PATCH", "/web", """{"spec":{"replicas":3}}""")]
    [InlineData("GET", "/web/scale", null)]
    [InlineData("DELETE", "/web", null)]
    public async Task A_write_answers_with_the_metadata_alone_when_it_is_asked_to(string method, string path, string? body)
    {
        if (method != "POST") await Server.PostAsync(Deployments, Web);

        var answer = await Server.SendAsync(method, Deployments + path, body, accept: Partial);

        answer.Body.At("kind").ShouldBe("PartialObjectMetadata", answer.ToString());
        answer.Body.At("metadata.name").ShouldBe("web");
        long.Parse(answer.Body.At("metadata.resourceVersion")!).ShouldBeGreaterThan(0);
        answer.Body.At("spec").ShouldBeNull();
    }

    [Fact]
    public async Task A_write_whose_answer_nobody_could_read_is_not_done()
    {
        (await Server.SendAsync("POST", Deployments, Web, accept: "application/json;as=Chart;v=v1;g=meta.k8s.io")).Code.ShouldBe(406);

        (await Server.GetAsync($"{Deployments}/web")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_Status_stays_a_Status()
    {
        await Server.PodAsync("a");

        var answer = await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/a", accept: Table);

        answer.Body.At("kind").ShouldBe("Status");
    }

    [Fact]
    public async Task Kubectl_shows_the_columns_of_a_subresource()
    {
        await Server.PostAsync(Deployments, Web);

        (await Server.KubectlAsync("get deployment web --subresource=scale")).ShouldContain("DESIRED   AVAILABLE   AGE");
        (await Server.KubectlAsync("get deployment web --subresource=status")).ShouldContain("UP-TO-DATE");
    }
}
