using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Bench.Hollow;

namespace DuckBus.Bench.Tests;

public sealed class PodWritesTests
{
    private static readonly Uri Server = new("http://127.0.0.1:8080");

    private static readonly JsonObject[] States =
    [
        State("", "Pending"),
        State("""
            "nodeName": "node-1",
            """, "Pending"),
        State("""
            "nodeName": "node-1",
            """, "Running"),
    ];

    [Fact]
    public void A_pod_is_created_bound_and_told_about_as_the_log_has_it()
    {
        var writes = PodWrites.Of(States).For("floor-7", Server).Select(Encoding.ASCII.GetString).ToList();
        writes.Select(write => write[..write.IndexOf(" HTTP/1.1", StringComparison.Ordinal)]).ShouldBe(
        [
            "POST /api/v1/namespaces/default/pods",
            "POST /api/v1/namespaces/default/pods/floor-7/binding",
            "PUT /api/v1/namespaces/default/pods/floor-7/status",
        ]);
        var bodies = writes.Select(write => JsonNode.Parse(write[write.IndexOf("\r\n\r\n", StringComparison.Ordinal)..])!.AsObject()).ToList();
        bodies[0].ToJsonString().ShouldBe("""{"kind":"Pod","metadata":{"name":"floor-7"},"spec":{"containers":[]}}""");
        ((string?)bodies[1]["target"]!["name"]).ShouldBe("node-1");
        ((string?)bodies[2]["status"]!["phase"]).ShouldBe("Running");
        bodies[2]["metadata"]!["uid"].ShouldBeNull("that of another pod would be refused");
    }

    [Fact]
    public void A_log_without_a_pod_is_named() =>
        Should.Throw<InvalidOperationException>(() => PodWrites.Of([])).Message.ShouldBe("the change log has no pod from its creation on");

    private static JsonObject State(string node, string phase) => JsonNode.Parse($$$"""
        {"kind": "Pod", "metadata": {"name": "many-1-2", "uid": "u", "generation": 1}, "spec": { {{{node}}} "containers": []}, "status": {"phase": "{{{phase}}}"} }
        """)!.AsObject();
}
