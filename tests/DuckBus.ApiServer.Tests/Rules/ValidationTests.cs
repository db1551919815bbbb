using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Rules;

/// <summary>One server for all: what is refused leaves nothing behind.</summary>
public sealed class ValidationTests(ValidationTests.Shared shared) : IClassFixture<ValidationTests.Shared>
{
    [Theory]
    [InlineData("""{}""", "spec.containers")]
    [InlineData("""{"containers":[]}""", "spec.containers")]
    [InlineData("""{"containers":[{"image":"i"}]}""", "spec.containers[0].name")]
    [InlineData("""{"containers":[{"name":"Bad_Name","image":"i"}]}""", "spec.containers[0].name")]
    [InlineData("""{"containers":[{"name":"c"}]}""", "spec.containers[0].image")]
    [InlineData("""{"containers":[{"name":"c","image":" i"}]}""", "spec.containers[0].image")]
    [InlineData("""{"containers":[{"name":"c","image":"i"},{"name":"c","image":"i"}]}""", "spec.containers[1].name")]
    [InlineData("""{"containers":[{"name":"c","image":"i","ports":[{"containerPort":0}]}]}""", "spec.containers[0].ports[0].containerPort")]
    [InlineData("""{"containers":[{"name":"c","image":"i","ports":[{"containerPort":65536}]}]}""", "spec.containers[0].ports[0].containerPort")]
    [InlineData("""{"containers":[{"name":"c","image":"i","ports":[{"containerPort":1,"protocol":"HTTP"}]}]}""", "spec.containers[0].ports[0].protocol")]
    [InlineData("""{"containers":[{"name":"c","image":"i","ports":[{"containerPort":1,"name":"WEB"}]}]}""", "spec.containers[0].ports[0].name")]
    [InlineData("""{"containers":[{"name":"c","image":"i","ports":[{"containerPort":1,"hostPort":80},{"containerPort":2,"hostPort":80}]}]}""", "spec.containers[0].ports[1].hostPort")]
    [InlineData("""{"containers":[{"name":"c","image":"i","imagePullPolicy":"Sometimes"}]}""", "spec.containers[0].imagePullPolicy")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":""}]}]}""", "spec.containers[0].env[0].name")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":"1A"}]}]}""", "spec.containers[0].env[0].name")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":"A","value":"x","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}]}""", "spec.containers[0].env[0].valueFrom")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":"A","valueFrom":{}}]}]}""", "spec.containers[0].env[0].valueFrom")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"spec.ducks"}}}]}]}""", "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath")]
    [InlineData("""{"containers":[{"name":"c","image":"i","env":[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"m"}}}]}]}""", "spec.containers[0].env[0].valueFrom.configMapKeyRef.key")]
    [InlineData("""{"containers":[{"name":"c","image":"i","envFrom":[{}]}]}""", "spec.containers[0].envFrom[0]")]
    [InlineData("""{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"-1"}}}]}""", "spec.containers[0].resources.requests[cpu]")]
    [InlineData("""{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}]}""", "spec.containers[0].resources.requests")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"restartPolicy":"Perhaps"}""", "spec.restartPolicy")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"terminationGracePeriodSeconds":-1}""", "spec.terminationGracePeriodSeconds")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"activeDeadlineSeconds":0}""", "spec.activeDeadlineSeconds")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"nodeSelector":{"a b":"c"}}""", "spec.nodeSelector")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"nodeName":"Node 1"}""", "spec.nodeName")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"operator":"Equal"}]}""", "spec.tolerations[0].operator")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"a","operator":"Like"}]}""", "spec.tolerations[0].operator")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"a","operator":"Exists","value":"b"}]}""", "spec.tolerations[0].value")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"a","effect":"Maybe"}]}""", "spec.tolerations[0].effect")]
    [InlineData("""{"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"a","tolerationSeconds":5}]}""", "spec.tolerations[0].effect")]
    public Task A_bad_pod_is_refused_with_the_field(string spec, string field) =>
        RefusedAsync("/api/v1/namespaces/default/pods", $$"""{"metadata":{"name":"x"},"spec":{{spec}}}""", field);

    [Theory]
    [InlineData("""{"name":"Upper"}""", "metadata.name")]
    [InlineData("""{"name":"-x"}""", "metadata.name")]
    [InlineData("""{"name":"a..b"}""", "metadata.name")]
    [InlineData("""{"name":"../x"}""", "metadata.name")]
    [InlineData("""{"generateName":"Bad-"}""", "metadata.name")]
    [InlineData("""{"name":"x","labels":{"a b":"c"}}""", "metadata.labels")]
    [InlineData("""{"name":"x","labels":{"a":"-"}}""", "metadata.labels")]
    [InlineData("""{"name":"x","annotations":{"/a":"c"}}""", "metadata.annotations")]
    [InlineData("""{"name":"x","finalizers":["not a name"]}""", "metadata.finalizers[0]")]
    [InlineData("""{"name":"x","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p"}]}""", "metadata.ownerReferences[0].uid")]
    [InlineData("""{"name":"x","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"1","controller":true},{"apiVersion":"v1","kind":"Pod","name":"q","uid":"2","controller":true}]}""", "metadata.ownerReferences")]
    public Task Bad_metadata_is_refused_with_the_field(string metadata, string field) =>
        RefusedAsync("/api/v1/namespaces/default/configmaps", $$"""{"metadata":{{metadata}}}""", field);

    [Theory]
    [InlineData("configmaps", """{"data":{"a/b":"x"}}""", "data[a/b]")]
    [InlineData("configmaps", """{"data":{"a":"x"},"binaryData":{"a":"eA=="}}""", "data[a]")]
    [InlineData("configmaps", """{"binaryData":{"a":"?"}}""", "binaryData[a]")]
    [InlineData("secrets", """{"data":{"a":"not base64!"}}""", "data[a]")]
    [InlineData("secrets", """{"stringData":{"a b":"x"}}""", "data[a b]")]
    [InlineData("secrets", """{"type":"kubernetes.io/tls"}""", "data[tls.key]")]
    [InlineData("secrets", """{"type":"kubernetes.io/ssh-auth"}""", "data[ssh-privatekey]")]
    [InlineData("secrets", """{"type":"kubernetes.io/basic-auth"}""", "data[username]")]
    [InlineData("secrets", """{"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"?"}}""", "data[.dockerconfigjson]")]
    [InlineData("secrets", """{"type":"kubernetes.io/service-account-token"}""", "metadata.annotations[kubernetes.io/service-account.name]")]
    [InlineData("events", """{"involvedObject":{"namespace":"other"}}""", "involvedObject.namespace")]
    [InlineData("events", """{"type":"Odd"}""", "type")]
    public Task Bad_objects_are_refused_with_the_field(string plural, string fields, string field) =>
        RefusedAsync($"/api/v1/namespaces/default/{plural}", """{"metadata":{"name":"x"},""" + fields[1..], field);

    [Fact]
    public Task Too_much_data_is_refused() => RefusedAsync(
        "/api/v1/namespaces/default/secrets", $$$$$$"""{"metadata":{"name":"x"},"stringData":{"a":"{{{{{{new string('x', 1024 * 1024 + 1)}}}}}}"}}""", "data");

    [Theory]
    [InlineData("""{"template":{}}""", "spec.selector")]
    [InlineData("""{"replicas":-1,"selector":{"matchLabels":{"a":"b"}}}""", "spec.replicas")]
    [InlineData("""{"minReadySeconds":-1,"selector":{"matchLabels":{"a":"b"}}}""", "spec.minReadySeconds")]
    [InlineData("""{"selector":{"matchLabels":{"a":"other"}}}""", "spec.template.metadata.labels")]
    [InlineData("""{"selector":{"matchExpressions":[{"key":"a","operator":"Like"}]}}""", "spec.selector.matchExpressions[0].operator")]
    [InlineData("""{"selector":{"matchExpressions":[{"key":"a","operator":"In"}]}}""", "spec.selector.matchExpressions[0].values")]
    [InlineData("""{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}""", "spec.template.spec.restartPolicy")]
    [InlineData("""{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}}}}""", "spec.template.spec.containers")]
    public async Task A_bad_workload_is_refused_with_the_field(string spec, string field)
    {
        const string Template = ",\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}";
        var whole = spec.Contains("template", StringComparison.Ordinal) ? spec : spec[..^1] + Template;
        string[] counted = ["replicasets", "deployments"];
        foreach (var plural in spec.Contains("replicas", StringComparison.Ordinal) ? counted : [.. counted, "daemonsets"])
            await RefusedAsync($"/apis/apps/v1/namespaces/default/{plural}", $$"""{"metadata":{"name":"x"},"spec":{{whole}}}""", field);
    }

    [Theory]
    [InlineData("""{"type":"Sideways"}""", "spec.strategy.type")]
    [InlineData("""{"type":"Recreate","rollingUpdate":{}}""", "spec.strategy.rollingUpdate")]
    [InlineData("""{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}""", "spec.strategy.rollingUpdate.maxUnavailable")]
    [InlineData("""{"rollingUpdate":{"maxSurge":"many"}}""", "spec.strategy.rollingUpdate.maxSurge")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":"120%"}}""", "spec.strategy.rollingUpdate.maxUnavailable")]
    public Task A_bad_strategy_is_refused_with_the_field(string strategy, string field) => RefusedAsync("/apis/apps/v1/namespaces/default/deployments",
        $$$$$$"""{"metadata":{"name":"x"},"spec":{"strategy":{{{{{{strategy}}}}}},"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""", field);

    [Theory]
    [InlineData("""{"type":"Maybe"}""", "spec.updateStrategy.type")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":0}}""", "spec.updateStrategy.rollingUpdate.maxUnavailable")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":-1}}""", "spec.updateStrategy.rollingUpdate.maxUnavailable")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":"101%"}}""", "spec.updateStrategy.rollingUpdate.maxUnavailable")]
    [InlineData("""{"rollingUpdate":{"maxSurge":1}}""", "spec.updateStrategy.rollingUpdate.maxSurge")]
    [InlineData("""{"rollingUpdate":{"maxUnavailable":0,"maxSurge":"many"}}""", "spec.updateStrategy.rollingUpdate.maxSurge")]
    public Task A_bad_update_strategy_is_refused_with_the_field(string strategy, string field) => RefusedAsync("/apis/apps/v1/namespaces/default/daemonsets",
        $$$$$$"""{"metadata":{"name":"x"},"spec":{"updateStrategy":{{{{{{strategy}}}}}},"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""", field);

    [Fact]
    public Task A_bad_revision_is_refused() =>
        RefusedAsync("/apis/apps/v1/namespaces/default/controllerrevisions", """{"metadata":{"name":"x"},"revision":-1,"data":{}}""", "revision");

    [Fact]
    public Task A_bad_taint_is_refused() =>
        RefusedAsync("/api/v1/nodes", """{"metadata":{"name":"n"},"spec":{"taints":[{"key":"a","effect":"Maybe"}]}}""", "spec.taints[0].effect");

    [Fact]
    public Task A_lease_without_time_is_refused() =>
        RefusedAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases", """{"metadata":{"name":"l"},"spec":{"leaseDurationSeconds":0}}""", "spec.leaseDurationSeconds");

    [Fact]
    public Task A_namespace_is_named_by_a_label() => RefusedAsync("/api/v1/namespaces", """{"metadata":{"name":"a.b"}}""", "metadata.name");

    private async Task RefusedAsync(string path, string body, string field)
    {
        var answer = await shared.Server.PostAsync(path, body);

        answer.Code.ShouldBe(422, answer.ToString());
        answer.Reason.ShouldBe("Invalid");
        answer.Fields.ShouldContain(field, answer.ToString());
    }

    public sealed class Shared : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
