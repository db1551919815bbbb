using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using FsCheck;
using FsCheck.Fluent;

namespace DuckBus.Model.Tests.Json;

public sealed class RoundTripTests
{
    private const string Duck = """
        {
          "apiVersion": "v1", "kind": "Pod", "future": {"deep": [1, "two", null, {"three": 3.0}]},
          "metadata": {
            "name": "duck", "namespace": "pond", "labels": {"app": "duck", "ünï/code": ""}, "selfLink": "/old", "generation": 3,
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "ducks", "uid": "u", "controller": true, "extra": 1}]
          },
          "spec": {
            "containers": [{
              "name": "web", "image": "duckbus/duck:local", "securityContext": {"runAsUser": 1000},
              "resources": {"requests": {"cpu": "250m", "memory": "64Mi"}, "claims": []},
              "env": [{"name": "POND", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "k", "optional": true}}}]
            }],
            "volumes": [{"name": "v", "emptyDir": {}}], "nodeName": "node-1", "terminationGracePeriodSeconds": 0
          },
          "status": {"phase": "Running", "hostIPs": [{"ip": "10.0.0.1"}], "containerStatuses": [
            {"name": "web", "ready": true, "restartCount": 2, "image": "i", "imageID": "", "resources": {},
             "state": {"running": {"startedAt": "2026-11-21T06:00:00Z"}}}]}
        }
        """;

    [Fact]
    public void Fields_that_the_model_does_not_know_survive_at_every_level()
    {
        var before = JsonNode.Parse(Duck)!;
        var after = JsonNode.Parse(Duck.As<Pod>().ToJson())!;
        foreach (var path in Leaves(before)) path.ShouldBeOneOf([.. Leaves(after)]);
    }

    [Fact]
    public void Unknown_fields_survive_a_change_with_with()
    {
        var pod = Duck.As<Pod>();
        var moved = pod with { Spec = pod.Spec with { NodeName = "node-2" } };
        moved.ToJson().ShouldContain("\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}}]");
        moved.ToJson().ShouldContain("\"nodeName\":\"node-2\"");
    }

    [Fact]
    public void Writing_what_was_read_is_stable()
    {
        var once = Duck.As<Pod>().ToJson();
        once.As<Pod>().ToJson().ShouldBe(once);
    }

    [Fact]
    public void The_kind_comes_first_and_the_metadata_before_the_rest() =>
        Duck.As<Pod>().ToJson().ShouldStartWith("""{"apiVersion":"v1","kind":"Pod","metadata":{""");

    [Fact]
    public void Null_is_absent_in_every_kind()
    {
        foreach (var kind in ResourceKind.All)
        {
            const string json = """{"apiVersion":null,"kind":null,"metadata":null,"spec":null,"status":null,"data":null,"target":null,"involvedObject":null}""";
            var resource = (Resource)DuckBus.Model.Json.ModelJson.Read(System.Text.Encoding.UTF8.GetBytes(json), kind.Type);
            resource.Metadata.ShouldNotBeNull(kind.Id);
            resource.ToJson().As<JsonNode>()["metadata"]!.ToJsonString().ShouldBe("{}", kind.Id);
        }
    }

    [Fact]
    public void Null_is_absent_deep_inside()
    {
        var pod = """{"metadata":{"labels":null},"spec":{"containers":null},"status":null}""".As<Pod>();
        pod.Metadata.Labels.ShouldBeNull();
        pod.Spec.Containers.ShouldBeEmpty();
        pod.Status.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a","name":"b"}}""")]
    [InlineData("""{"spec":{},"spec":{}}""")]
    [InlineData("""{"metadata":{"labels":{"a":"1","a":"2"}}}""")]
    [InlineData("""{"future":1,"future":2}""")]
    public void Duplicate_keys_are_refused(string json) => Should.Throw<JsonException>(() => json.As<Pod>());

    [Theory]
    [InlineData("""{"spec":{"containers":{}}}""", "$.spec.containers")]
    [InlineData("""{"spec":{"containers":[{"name":5}]}}""", "$.spec.containers[0].name")]
    [InlineData("""{"metadata":{"generation":"three"}}""", "$.metadata.generation")]
    [InlineData("""{"metadata":{"labels":{"app":7}}}""", "$.metadata.labels.app")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", "$.metadata.creationTimestamp")]
    public void A_wrong_type_is_refused_and_the_field_is_named(string json, string path) =>
        Should.Throw<JsonException>(() => json.As<Pod>()).Path.ShouldBe(path);

    [Fact]
    public void Deep_nesting_is_refused_and_not_a_crash() =>
        Should.Throw<JsonException>(() => $$"""{"future":{{new string('[', 5000)}}{{new string(']', 5000)}}}""".As<Pod>());

    [Fact]
    public void Any_text_in_any_field_survives() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        ArbMap.Default.ArbFor<NonNull<string>>(),
        (name, value) =>
        {
            // A lone surrogate is no text: JSON in UTF-8 cannot carry it.
            if (!IsText(name.Get) || !IsText(value.Get)) return true;
            var before = new ConfigMap
            {
                Metadata = new() { Name = name.Get, Annotations = new Dictionary<string, string> { [name.Get] = value.Get } },
                Data = new Dictionary<string, string> { [name.Get] = value.Get },
            };
            var after = before.ToJson().As<ConfigMap>();
            return after.Metadata.Name == name.Get && after.Data![name.Get] == value.Get && after.Metadata.Annotations![name.Get] == value.Get;
        }).QuickCheckThrowOnFailure();

    private static bool IsText(string text) => !text.Any(char.IsSurrogate);

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } or JsonArray { Count: > 0 } =>
            (node is JsonObject o ? o.Select(pair => pair.Value) : node.AsArray()).SelectMany((child, i) =>
                child is null ? [$"{node.GetPath()}[{i}] = null"] : Leaves(child)),
        _ => [$"{node!.GetPath()} = {node.ToJsonString()}"],
    };
}
