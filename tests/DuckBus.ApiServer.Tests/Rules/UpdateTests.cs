using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Rules;

public sealed class UpdateTests : ServerTests
{
    private const string Web = "/api/v1/namespaces/default/pods/web";

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"other:2","imagePullPolicy":"IfNotPresent"}]}}""", 200)]
    [InlineData("""{"spec":{"tolerations":[{"key":"a","operator":"Exists"},{"key":"b","operator":"Exists"}]}}""", 200)]
    [InlineData("""{"spec":{"activeDeadlineSeconds":50}}""", 200)]
    [InlineData("""{"spec":{"activeDeadlineSeconds":500}}""", 422)]
    [InlineData("""{"spec":{"tolerations":[{"key":"b","operator":"Exists"}]}}""", 422)]
    [InlineData("""{"spec":{"nodeName":"node-1"}}""", 422)]
    [InlineData("""{"spec":{"restartPolicy":"Never"}}""", 422)]
    [InlineData("""{"spec":{"containers":[{"name":"d","image":"duckbus/duck:local"}]}}""", 422)]
    public async Task Of_a_pod_only_some_things_may_change(string patch, int code)
    {
        await Server.PodAsync("web", spec: "\"activeDeadlineSeconds\":100,\"tolerations\":[{\"key\":\"a\",\"operator\":\"Exists\"}]");

        (await Server.SendAsync("PATCH", Web, patch)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Gates_are_opened_and_never_added()
    {
        await Server.PodAsync("web", spec: "\"schedulingGates\":[{\"name\":\"a\"},{\"name\":\"b\"}]");

        (await Server.SendAsync("PATCH", Web, """{"spec":{"schedulingGates":[{"name":"b"}]}}""")).Code.ShouldBe(200);
        (await Server.SendAsync("PATCH", Web, """{"spec":{"schedulingGates":[{"name":"c"}]}}""")).Code.ShouldBe(422);
    }

    [Fact]
    public async Task A_node_keeps_its_addresses_and_its_machine()
    {
        await Server.PostAsync("/api/v1/nodes", """{"metadata":{"name":"n"},"spec":{"podCIDRs":["10.0.0.0/24"],"providerID":"duck://1"}}""");

        (await Server.SendAsync("PATCH", "/api/v1/nodes/n", """{"spec":{"podCIDRs":["10.0.1.0/24"]}}""")).Fields.ShouldBe(["spec.podCIDRs"]);
        (await Server.SendAsync("PATCH", "/api/v1/nodes/n", """{"spec":{"providerID":"duck://2"}}""")).Fields.ShouldBe(["spec.providerID"]);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("null")]
    public async Task A_namespace_keeps_the_label_with_its_name(string value)
    {
        var answer = await Server.SendAsync("PATCH", "/api/v1/namespaces/default", $$$$"""{"metadata":{"labels":{"kubernetes.io/metadata.name":{{{{value}}}},"a":"b"}}}""");

        answer.Body["metadata"]!["labels"]!["kubernetes.io/metadata.name"]!.ToString().ShouldBe("default");
        answer.Body.At("metadata.labels.a").ShouldBe("b");
    }

    [Theory]
    [InlineData("replicasets")]
    [InlineData("deployments")]
    public async Task A_selector_never_changes(string plural)
    {
        var path = $"/apis/apps/v1/namespaces/default/{plural}";
        await Server.PostAsync(path,
            """{"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b","c":"d"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");

        var answer = await Server.SendAsync("PATCH", $"{path}/web", """{"spec":{"selector":{"matchLabels":{"a":null,"c":"d"}}}}""");

        answer.Fields.ShouldBe(["spec.selector"]);
        answer.Message.ShouldEndWith("""spec.selector: Invalid value: {"matchLabels":{"c":"d"}}: field is immutable""");

        (await Server.SendAsync("PATCH", $"{path}/web", """{"spec":{"selector":{"matchLabels":{"x":"y"}}}}""")).Message.ShouldContain(
            """spec.template.metadata.labels: Invalid value: {"a":"b","c":"d"}: `selector` does not match template `labels`""");
    }

    [Theory]
    [InlineData("configmaps", """{"data":{"a":"2"}}""", "data")]
    [InlineData("configmaps", """{"immutable":null}""", "immutable")]
    [InlineData("secrets", """{"stringData":{"a":"2"}}""", "data")]
    public async Task What_is_immutable_stays(string plural, string patch, string field)
    {
        var path = $"/api/v1/namespaces/default/{plural}";
        await Server.PostAsync(path, """{"metadata":{"name":"x"},"data":{"a":"MQ=="},"immutable":true}""");

        (await Server.SendAsync("PATCH", $"{path}/x", patch)).Fields.ShouldBe([field]);
        (await Server.SendAsync("PATCH", $"{path}/x", """{"metadata":{"labels":{"a":"b"}}}""")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Plain_text_of_a_secret_becomes_base64()
    {
        var secret = await Server.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"x"},"stringData":{"a":"quack"}}""");

        secret.Body.At("data.a").ShouldBe("cXVhY2s=");
        secret.Body.At("stringData").ShouldBeNull();
        secret.Body.At("type").ShouldBe("Opaque");
    }

    [Theory]
    [InlineData("""{"limits":{"cpu":"1","memory":"1Gi"}}""", "Guaranteed")]
    [InlineData("""{"limits":{"cpu":"1"}}""", "Burstable")]
    [InlineData("""{"requests":{"memory":"64Mi"}}""", "Burstable")]
    [InlineData("""{}""", "BestEffort")]
    public async Task Requests_follow_limits_and_decide_the_class(string resources, string expected)
    {
        var pod = await Server.PostAsync("/api/v1/namespaces/default/pods",
            """{"metadata":{"name":"x"},"spec":{"containers":[{"name":"c","image":"i","resources":""" + resources + "}]}}");

        pod.Body.At("status.qosClass").ShouldBe(expected);
        if (resources.Contains("limits", StringComparison.Ordinal)) pod.Body.At("spec.containers.0.resources.requests.cpu").ShouldBe("1");
    }

    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("localhost:5000/nginx", "Always")]
    [InlineData("localhost:5000/nginx:1", "IfNotPresent")]
    [InlineData("nginx@sha256:0123", "IfNotPresent")]
    public void The_pull_policy_follows_the_tag(string image, string expected) =>
        DuckBus.ApiServer.Rules.PodSpecDefaults.PullPolicy(image).ShouldBe(expected);

    [Fact]
    public async Task A_daemon_set_has_defaults_and_keeps_its_selector()
    {
        const string Agent = "/apis/apps/v1/namespaces/default/daemonsets/agent";
        var made = await Server.PostAsync("/apis/apps/v1/namespaces/default/daemonsets",
            """{"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b","c":"d"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        var spec = made.Body["spec"]!;
        spec["revisionHistoryLimit"]!.ToString().ShouldBe("10");
        spec["updateStrategy"]!.ToJsonString().ShouldBe("""{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}""");
        made.Body["status"]!.ToJsonString().ShouldBe("""{"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0}""");

        (await Server.SendAsync("PATCH", Agent, """{"spec":{"selector":{"matchLabels":{"c":"d"}}}}""")).Fields.ShouldBe(["spec.selector"]);
    }

    [Fact]
    public async Task A_revision_gets_another_number_and_never_other_data()
    {
        const string Revision = "/apis/apps/v1/namespaces/default/controllerrevisions/r";
        await Server.PostAsync("/apis/apps/v1/namespaces/default/controllerrevisions", """{"metadata":{"name":"r"},"revision":1,"data":{"spec":{"x":[1,{"y":null}]}}}""");

        (await Server.SendAsync("PATCH", Revision, """{"revision":2}""")).Code.ShouldBe(200);
        (await Server.SendAsync("PATCH", Revision, """{"data":{"spec":{"x":1}}}""")).Fields.ShouldBe(["data"]);
    }
}
