using System.Text.Json.Nodes;
using Npgsql;

namespace DuckBus.Bench.Hollow;

/// <summary>
/// The writes that took a pod from its creation to Running, read from the change log, so that plain clients can send them again for other pods.
/// </summary>
public sealed class PodWrites
{
    private const string Collection = "/api/v1/namespaces/default/pods";

    // One with as many changes as most have, of those that are in the log from their creation on.
    private const string Changes = """
        with pod as (
            select uid, count(*) as changes from duckbus.change where kind = 'pods' and namespace = 'default' group by uid having min(type) = 0
        ), typical as (
            select uid from pod where changes = (select percentile_disc(0.5) within group (order by changes) from pod) limit 1
        )
        select body::text from duckbus.change where kind = 'pods' and uid = (select uid from typical) order by revision
        """;

    private readonly string name;
    private readonly IReadOnlyList<(HttpMethod Method, string Path, string Body)> writes;

    private PodWrites(string name, IReadOnlyList<(HttpMethod Method, string Path, string Body)> writes) => (this.name, this.writes) = (name, writes);

    /// <summary>How many.</summary>
    public int Count => writes.Count;

    /// <summary>Those of a typical pod in a store's database.</summary>
    public static async Task<PodWrites> ReadAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Changes);
        await using var reader = await command.ExecuteReaderAsync();
        var states = new List<JsonObject>();
        while (await reader.ReadAsync()) states.Add(JsonNode.Parse(reader.GetString(0))!.AsObject());
        return Of(states);
    }

    /// <summary>What leads from each state of a pod to the next: its creation, its binding to a node, and its statuses.</summary>
    public static PodWrites Of(IReadOnlyList<JsonObject> states)
    {
        if (states.Count == 0) throw new InvalidOperationException("the change log has no pod from its creation on");
        var pod = (string)states[0]["metadata"]!["name"]!;
        var all = new List<(HttpMethod, string, string)> { (HttpMethod.Post, Collection, Created(states[0])) };
        foreach (var (before, after) in states.Zip(states.Skip(1)))
            all.Add(NodeOf(before) == NodeOf(after)
                ? (HttpMethod.Put, $"{Collection}/{pod}/status", Without(after, "uid", "resourceVersion").ToJsonString())
                : (HttpMethod.Post, $"{Collection}/{pod}/binding", Binding(pod, NodeOf(after))));
        return new PodWrites(pod, all);
    }

    /// <summary>The same for a pod of another name, as they go over the wire.</summary>
    public IEnumerable<byte[]> For(string other, Uri address) => writes.Select(write => KeepAliveClient.Write(
        write.Method, address, write.Path.Replace(name, other, StringComparison.Ordinal), write.Body.Replace(name, other, StringComparison.Ordinal)));

    private static string? NodeOf(JsonObject pod) => (string?)pod["spec"]!["nodeName"];

    private static string Created(JsonObject pod)
    {
        var created = Without(pod, "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields");
        created.Remove("status");
        return created.ToJsonString();
    }

    private static string Binding(string name, string? node) =>
        $$$"""{"metadata": {"name": "{{{name}}}"}, "target": {"kind": "Node", "name": "{{{node}}}"}}""";

    private static JsonObject Without(JsonObject pod, params IEnumerable<string> metadata)
    {
        var copy = pod.DeepClone().AsObject();
        foreach (var field in metadata) copy["metadata"]!.AsObject().Remove(field);
        return copy;
    }
}
