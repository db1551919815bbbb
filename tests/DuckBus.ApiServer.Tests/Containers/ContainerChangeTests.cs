using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Containers;

public sealed class ContainerChangeTests : ServerTests
{
    private const string Web = "/api/containers/web";
    private const string Deployment = "/apis/apps/v1/namespaces/default/deployments/web";
    private const string Service = "/api/v1/namespaces/default/services/web";

    private Task<Answer> StartAsync(string more = "") => Server.PostAsync("/api/containers", $$"""{"name":"web"{{more}}}""");

    private async Task<Answer> PatchAsync(string body, string type = "application/json") => await Server.SendAsync("PATCH", Web, body, type);

    [Fact]
    public async Task Ports_make_a_service_and_the_answer_tells_where_it_is_reached()
    {
        var answer = await StartAsync(""","ports":[8080,"30080:9090"]""");
        var service = (await Server.GetAsync(Service)).Body;
        var deployment = (await Server.GetAsync(Deployment)).Body;

        service.At("spec.type").ShouldBe("NodePort");
        service["spec"]!["selector"]!["duckbus.dev/container"]!.GetValue<string>().ShouldBe("web");
        service.At("metadata.ownerReferences.0.uid").ShouldBe(deployment.At("metadata.uid"));
        answer.Body.At("ports.0.port").ShouldBe("8080");
        answer.Body.At("ports.0.inCluster").ShouldBe("web.default:8080");
        answer.Body.At("ports.0.outside").ShouldBe($"127.0.0.1:{service.At("spec.ports.0.nodePort")}");
        answer.Body.At("ports.1.outside").ShouldBe("127.0.0.1:30080");
        deployment.At("spec.template.spec.containers.0.ports.1.containerPort").ShouldBe("9090");
        deployment.At("spec.template.spec.containers.0.ports.1.hostPort").ShouldBeNull();

        await Server.SendAsync("DELETE", Web);
        (await Server.GetAsync(Service)).Code.ShouldBe(404);
        (await Server.GetAsync(Deployment)).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_patch_changes_what_it_says_and_nothing_else()
    {
        await StartAsync(""","image":"a:1","env":{"A":"1","B":"2"},"replicas":3,"ports":[80],"node":"node-1","command":["x"]""");
        await Server.SendAsync("PATCH", Deployment, """{"spec":{"template":{"spec":{"serviceAccountName":"default","containers":[{"name":"web","workingDir":"/tmp"}]}}}}""", "application/strategic-merge-patch+json");
        var port = (await Server.GetAsync(Service)).Body.At("spec.ports.0.nodePort");

        var patched = await PatchAsync("""{"image":"b:1","env":{"A":null,"C":"3"}}""", "application/merge-patch+json");
        var spec = (await Server.GetAsync(Deployment)).Body["spec"]!;
        var container = spec["template"]!["spec"]!["containers"]![0]!;

        patched.Code.ShouldBe(200, patched.ToString());
        patched.Body.At("image").ShouldBe("b:1");
        patched.Body.At("rollout").ShouldBe("waiting for the change to be observed");
        container.At("image").ShouldBe("b:1");
        container.At("workingDir").ShouldBe("/tmp");
        container.At("command.0").ShouldBe("x");
        container["env"]!.AsArray().Select(e => e.At("name")).ShouldBe(["NODE_NAME", "POD_NAME", "B", "C"]);
        spec.At("replicas").ShouldBe("3");
        spec["template"]!["spec"]!["nodeSelector"]!["kubernetes.io/hostname"]!.GetValue<string>().ShouldBe("node-1");
        (await Server.GetAsync(Service)).Body.At("spec.ports.0.nodePort").ShouldBe(port);

        await PatchAsync("""{"ports":[80,81]}""");
        (await Server.GetAsync(Service)).Body.At("spec.ports.0.nodePort").ShouldBe(port);
        (await PatchAsync("""{"ports":null,"replicas":null,"image":null}""")).Body.At("image").ShouldBe("duckbus/duck:local");
        (await Server.GetAsync(Service)).Code.ShouldBe(404);
        (await Server.GetAsync(Deployment)).Body.At("spec.replicas").ShouldBe("1");
    }

    [Fact]
    public async Task A_put_takes_what_it_leaves_out_as_not_given()
    {
        await StartAsync(""","image":"a:1","env":{"A":"1"},"replicas":3""");

        var answer = await Server.SendAsync("PUT", Web, """{"image":"b:2","ports":["8080:80"]}""");
        var spec = (await Server.GetAsync(Deployment)).Body["spec"]!;

        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body.At("replicas").ShouldBe("1");
        spec.At("strategy.type").ShouldBe("Recreate");
        spec.At("template.spec.containers.0.ports.0.hostPort").ShouldBe("8080");
        spec["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().Select(e => e.At("name")).ShouldBe(["NODE_NAME", "POD_NAME"]);
        await PatchAsync("""{"ports":[80]}""");
        (await Server.GetAsync(Deployment)).Body.At("spec.strategy.type").ShouldBe("RollingUpdate");
    }

    [Theory]
    [InlineData("PATCH", """{"replicas":-1}""", "replicas")]
    [InlineData("PATCH", """{"image":" "}""", "image")]
    [InlineData("PATCH", """{"ports":["40000:x"]}""", "ports[0]")]
    [InlineData("PATCH", """{"ports":[1,"30099:2"]}""", "ports[1]")]
    [InlineData("PATCH", """{"name":"other"}""", "name")]
    [InlineData("PATCH", """{"imgae":"x"}""", "imgae")]
    [InlineData("PUT", """{"name":"other"}""", "name")]
    [InlineData("PUT", """{"env":{"A B":"x"}}""", "env.A B")]
    public async Task A_bad_change_names_the_field_and_changes_nothing(string method, string body, string field)
    {
        await Server.PostAsync("/api/v1/namespaces/default/services", """{"metadata":{"name":"taken"},"spec":{"type":"NodePort","ports":[{"port":1,"nodePort":30099}]}}""");
        await StartAsync();
        var before = (await Server.GetAsync(Deployment)).Body.At("metadata.resourceVersion");

        var answer = await Server.SendAsync(method, Web, body);

        answer.Code.ShouldBe(422, answer.ToString());
        answer.Fields.ShouldBe([field], answer.ToString());
        (await Server.GetAsync(Deployment)).Body.At("metadata.resourceVersion").ShouldBe(before);
    }

    [Fact]
    public async Task What_is_not_there_or_nobody_declared_cannot_be_changed()
    {
        await Server.PodAsync("web");
        (await PatchAsync("""{"replicas":2}""")).Code.ShouldBe(422);
        (await Server.SendAsync("PATCH", "/api/containers/ghost", """{"replicas":2}""")).Message.ShouldBe("containers \"ghost\" not found");
        (await Server.SendAsync("PUT", "/api/containers/ghost", """{"replicas":2}""")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_port_or_a_name_that_somebody_has_leaves_nothing_behind()
    {
        await Server.PostAsync("/api/v1/namespaces/default/services", """{"metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":1,"nodePort":30099}]}}""");

        var named = await StartAsync(""","ports":[80]""");
        var taken = await Server.PostAsync("/api/containers", """{"name":"other","ports":["30099:80"]}""");

        named.Code.ShouldBe(409);
        named.Message.ShouldContain("services \"web\" already exists");
        taken.Code.ShouldBe(422);
        taken.Fields.ShouldBe(["ports[0]"]);
        taken.Message.ShouldContain("provided port is already allocated");
        (await Server.GetAsync("/api/containers")).Body.AsArray().ShouldBeEmpty();
        (await StartAsync()).Code.ShouldBe(201, "without ports the name is free");
    }

    [Fact]
    public async Task A_container_from_before_Deployments_is_listed_changed_and_removed()
    {
        const string sets = "/apis/apps/v1/namespaces/default/replicasets";
        const string old = """
            {"metadata":{"name":"web","labels":{"app":"web","duckbus.dev/container":"web"}},"spec":{"replicas":2,"selector":{"matchLabels":{"duckbus.dev/container":"web"}},
            "template":{"metadata":{"labels":{"app":"web","duckbus.dev/container":"web"}},"spec":{"containers":[{"name":"web","image":"a:1","env":[{"name":"A","value":"1"}]}]}}}}
            """;
        await Server.PostAsync(sets, old);
        var listed = (await Server.GetAsync("/api/containers")).Body.AsArray().ShouldHaveSingleItem();
        (listed.At("name"), listed.At("replicas"), listed.At("image")).ShouldBe(("web", "2", "a:1"));
        (await StartAsync()).Code.ShouldBe(409);

        (await PatchAsync("""{"image":"b:1"}""")).Code.ShouldBe(200);
        var deployment = (await Server.GetAsync(Deployment)).Body;
        deployment.At("spec.replicas").ShouldBe("2");
        deployment.At("spec.template.spec.containers.0.image").ShouldBe("b:1");

        await Server.SendAsync("DELETE", Web);
        (await Server.GetAsync($"{sets}/web")).Code.ShouldBe(404);
        (await Server.GetAsync("/api/containers")).Body.AsArray().ShouldBeEmpty();
    }
}
