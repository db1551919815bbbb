using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Containers;

public sealed class ContainerApiTests : ServerTests
{
    private const string Containers = "/api/containers";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task The_name_alone_is_enough()
    {
        var answer = await Server.PostAsync(Containers, """{"name": "nginx"}""");
        var declared = (await Server.GetAsync($"{Deployments}/nginx")).Body;

        answer.Code.ShouldBe(201);
        answer.Body.At("name").ShouldBe("nginx");
        answer.Body.At("image").ShouldBe("duckbus/duck:local");
        answer.Body.At("replicas").ShouldBe("1");
        answer.Body.At("ready").ShouldBe("0");
        answer.Body.At("state").ShouldBe("Pending");
        declared.At("spec.template.spec.containers.0.name").ShouldBe("nginx");
        declared.At("spec.template.metadata.labels.app").ShouldBe("nginx");
        declared.At("spec.template.spec.containers.0.env.0.valueFrom.fieldRef.fieldPath").ShouldBe("spec.nodeName");
    }

    [Fact]
    public async Task Every_option_reaches_the_pods()
    {
        await Server.PostAsync(Containers,
            """{"name":"full","image":"busybox:1","command":["sleep","1"],"env":{"A":"b","POD_NAME":"mine"},"ports":[80,"8080:81"],"replicas":3,"node":"node-2"}""");
        var spec = (await Server.GetAsync($"{Deployments}/full")).Body["spec"]!;
        var container = spec["template"]!["spec"]!["containers"]![0]!;

        spec.At("replicas").ShouldBe("3");
        spec["template"]!["spec"]!["nodeSelector"]!["kubernetes.io/hostname"]!.GetValue<string>().ShouldBe("node-2");
        container.At("image").ShouldBe("busybox:1");
        container.At("command.1").ShouldBe("1");
        container["env"]!.AsArray().Select(e => e.At("name")).ShouldBe(["NODE_NAME", "A", "POD_NAME"]);
        container.At("env.2.value").ShouldBe("mine");
        container.At("ports.0.containerPort").ShouldBe("80");
        container.At("ports.1.hostPort").ShouldBe("8080");
    }

    [Fact]
    public async Task Twice_is_a_conflict_and_what_is_not_there_is_not_found()
    {
        await Server.PostAsync(Containers, """{"name":"nginx"}""");

        var twice = await Server.PostAsync(Containers, """{"name":"nginx"}""");
        var gone = await Server.SendAsync("DELETE", $"{Containers}/ghost");

        twice.Code.ShouldBe(409);
        twice.Message.ShouldBe("containers \"nginx\" already exists");
        gone.Code.ShouldBe(404);
        gone.Message.ShouldBe("containers \"ghost\" not found");
        (await Server.GetAsync($"{Containers}/ghost")).Code.ShouldBe(404);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"Bad_Name"}""", "name")]
    [InlineData("""{"name":"a.b"}""", "name")]
    [InlineData("""{"name":"x","replicas":-1}""", "replicas")]
    [InlineData("""{"name":"x","image":" "}""", "image")]
    [InlineData("""{"name":"x","node":"Node 1"}""", "node")]
    [InlineData("""{"name":"x","env":{"A B":"c"}}""", "env.A B")]
    [InlineData("""{"name":"x","ports":[0]}""", "ports[0]")]
    [InlineData("""{"name":"x","ports":["a:b"]}""", "ports[0]")]
    [InlineData("""{"name":"x","ports":[80,"90:80"]}""", "ports[1]")]
    [InlineData("""{"name":"1x","ports":[80]}""", "name")]
    [InlineData("""{"name":"x","nmae":"y"}""", "nmae")]
    public async Task A_bad_request_names_the_field_and_the_reason(string body, string field)
    {
        var answer = await Server.PostAsync(Containers, body);

        answer.Code.ShouldBe(422, answer.ToString());
        answer.Fields.ShouldBe([field], answer.ToString());
        answer.Message.ShouldStartWith("container \"");
    }

    [Fact]
    public async Task The_state_is_told_for_people()
    {
        await Server.PostAsync(Containers, """{"name":"nginx"}""");
        await Server.PodAsync("nginx-abcde", """{"app":"nginx","duckbus.dev/container":"nginx"}""", "\"nodeName\":\"node-1\"");
        await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/nginx-abcde/status",
            """{"status":{"phase":"Pending","containerStatuses":[{"name":"c","restartCount":2,"state":{"waiting":{"reason":"ErrImagePull","message":"no such image"}}}]}}""");
        await Server.PodAsync("bare");
        var broken = (await Server.GetAsync($"{Containers}/nginx")).Body;

        await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/nginx-abcde/status",
            """{"status":{"phase":"Running","podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"c","state":{"running":{}}}]}}""");
        var all = (await Server.GetAsync(Containers)).Body.AsArray();

        broken.At("state").ShouldBe("ErrImagePull");
        broken.At("message").ShouldBe("no such image");
        broken.At("pods.0.restarts").ShouldBe("2");
        all.Select(c => c.At("name")).ShouldBe(["bare", "nginx"]);
        all[0].At("state").ShouldBe("Pending");
        all[1].At("state").ShouldBe("Running");
        all[1].At("ready").ShouldBe("1");
        all[1].At("node").ShouldBe("node-1");
        all[1].At("pods.0.ip").ShouldBe("10.0.0.1");
    }

    [Fact]
    public async Task Deleting_takes_the_pods_along_and_shows_them_terminating()
    {
        await Server.PostAsync(Containers, """{"name":"nginx"}""");
        await Server.PodAsync("nginx-abcde", """{"duckbus.dev/container":"nginx"}""", "\"nodeName\":\"node-1\"");

        var deleted = await Server.SendAsync("DELETE", $"{Containers}/nginx");
        var shown = await Server.GetAsync($"{Containers}/nginx");
        var again = await Server.SendAsync("DELETE", $"{Containers}/nginx");

        deleted.Code.ShouldBe(200);
        deleted.Body.At("state").ShouldBe("Terminating");
        shown.Body.At("state").ShouldBe("Terminating");
        again.Code.ShouldBe(404);
        (await Server.GetAsync($"{Deployments}/nginx")).Code.ShouldBe(404);
        (await Server.PostAsync(Containers, """{"name":"nginx"}""")).Code.ShouldBe(201);
    }

    [Fact]
    public async Task A_bare_pod_can_be_removed()
    {
        await Server.PodAsync("bare");

        (await Server.SendAsync("DELETE", $"{Containers}/bare")).Code.ShouldBe(200);
        (await Server.GetAsync(Containers)).Body.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Swagger_documents_every_call_with_bodies_that_can_be_sent()
    {
        var paths = (await Server.GetAsync("/swagger/v1/swagger.json")).Body["paths"]!.AsObject();

        paths.Select(path => path.Key).ShouldBe([Containers, Containers + "/{name}", "/healthz", "/livez", "/readyz", "/metrics"]);
        var created = await SendExamplesAsync("POST", Containers, 201);
        created.ShouldBeGreaterThan(2);
        await Server.PostAsync(Containers, """{"name":"nginx"}""");
        await SendExamplesAsync("PUT", Containers + "/{name}", 200);
        await SendExamplesAsync("PATCH", Containers + "/{name}", 200);
        var page = (await Server.GetAsync("/swagger/index.html")).Body.ToString();
        page.ShouldContain("swagger-ui");
        page.ShouldNotContain("https://");

        async Task<int> SendExamplesAsync(string method, string path, int code)
        {
            var examples = paths[path]![method.ToLowerInvariant()]!["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
            foreach (var (name, example) in examples)
            {
                var answer = await Server.SendAsync(method, path.Replace("{name}", "nginx"), example!["value"]!.ToJsonString());
                answer.Code.ShouldBe(code, $"{method} {name}: {answer}");
            }
            return examples.Count;
        }
    }

    [Fact]
    public async Task Swagger_fills_in_a_name_and_no_address_that_may_be_another()
    {
        var document = (await Server.GetAsync("/swagger/v1/swagger.json")).Body;

        foreach (var verb in new[] { "get", "put", "patch", "delete" })
            ((string?)document["paths"]![Containers + "/{name}"]![verb]!["parameters"]![0]!["example"]).ShouldBe("nginx");
        document["info"]!["description"]!.ToString().ShouldNotContain("localhost");
    }

    [Fact]
    public async Task A_container_is_one_line_of_the_answer()
    {
        (await TextAsync()).ShouldBe("[]\n");
        await Server.PostAsync(Containers, """{"name": "a"}""");
        await Server.PostAsync(Containers, """{"name": "b"}""");

        var lines = (await TextAsync()).Split('\n');

        lines.Length.ShouldBe(5);
        lines[1].ShouldStartWith("""  {"name":"a",""");
        lines[2].ShouldStartWith("""  {"name":"b",""");

        Task<string> TextAsync() => Server.Http.GetStringAsync(new Uri(Containers, UriKind.Relative));
    }
}
