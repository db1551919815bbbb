using System.Text.Json.Nodes;
using DuckBus.Model.Apps;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Model.Kinds;
using DuckBus.Model.Policy;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>
/// Makes objects that look valid, and often are: what the kind cannot do without, and a few more of its fields by chance.
/// </summary>
internal static class RandomObject
{
    private const string Spec = """{"containers":[{"name":"c","image":"duckbus/duck:local"}]}""";
    private const string Template = $$$"""{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{{{Spec}}}}}""";

    /// <summary>What objects of a kind must have.</summary>
    private static readonly Dictionary<Type, string> Least = new()
    {
        [typeof(Pod)] = $$"""{"spec":{{Spec}}}""",
        [typeof(Deployment)] = $$"""{"spec":{{Template}}}""",
        [typeof(ReplicaSet)] = $$"""{"spec":{{Template}}}""",
        [typeof(Service)] = """{"spec":{"ports":[{"port":80}],"selector":{"app":"web"}}}""",
        [typeof(EndpointSlice)] = """{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""",
        [typeof(Event)] = """{"involvedObject":{"kind":"Pod","name":"web","namespace":"default"},"reason":"Test","type":"Normal"}""",
        [typeof(PodDisruptionBudget)] = """{"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}""",
        [typeof(Lease)] = """{"spec":{"holderIdentity":"me","leaseDurationSeconds":10}}""",
    };

    /// <summary>An object of a kind, with its type and name.</summary>
    public static JsonObject Of(ResourceKind kind, string name, string ns, Random random)
    {
        var result = Least.TryGetValue(kind.Type, out var least) ? JsonNode.Parse(least)!.AsObject() : [];
        var some = random.Once(3) ? 0 : random.Of(4, 12, 40);
        if (some > 0) Fill(result, TypeSchema.Of(kind.Type), random, some, 5);
        result["apiVersion"] = kind.ApiVersion;
        result["kind"] = kind.Name;
        var metadata = result["metadata"] as JsonObject ?? [];
        foreach (var kept in new[] { "managedFields", "resourceVersion", "uid", "generateName" })
            if (!random.Once(30)) metadata.Remove(kept);
        metadata["name"] = name;
        if (kind.Namespaced) metadata["namespace"] = ns;
        else metadata.Remove("namespace");
        result["metadata"] = metadata;
        return result;
    }

    /// <summary>Adds fields of a type, each once in so many times.</summary>
    public static void Fill(JsonObject to, TypeSchema type, Random random, int times, int depth)
    {
        foreach (var field in type.Fields)
        {
            if (to[field.Name] is JsonObject inner && field.Value.Fields is { } fields) Fill(inner, fields, random, times, depth - 1);
            else if (to[field.Name] is JsonArray items && field.Value.Items?.Fields is { } item)
                foreach (var one in items.OfType<JsonObject>()) Fill(one, item, random, times, depth - 1);
            else if (!to.ContainsKey(field.Name) && (field.Required || random.Once(times)) && IsHarmless(field.Name))
                to[field.Name] = field.Values.Count > 0 ? random.Of(field.Values) : Value(field.Value, random, times, depth);
        }
    }

    private static JsonNode? Value(ValueSchema value, Random random, int times, int depth) => value.Form switch
    {
        ValueForm.Object when depth > 0 => Filled(value.Fields!, random, times, depth - 1),
        ValueForm.Object or ValueForm.Any => new JsonObject(),
        ValueForm.List => depth <= 0 ? [] : new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(value.Items!, random, times, depth - 1))]),
        ValueForm.Map => new JsonObject(Enumerable.Range(0, random.Next(3)).Select(i => KeyValuePair.Create($"k{i}", depth <= 0 ? null : Value(value.Items!, random, times, depth - 1)))),
        ValueForm.Boolean => random.Once(2),
        ValueForm.Integer => random.Once(3) ? random.Number() : random.Next(1, 100),
        ValueForm.Number => random.NextDouble(),
        ValueForm.Quantity => random.Of("1", "100m", "64Mi", "1e3", "0.5", "1Ei"),
        ValueForm.IntOrString => random.Once(2) ? random.Next(100) : random.Of("25%", "http"),
        ValueForm.Time or ValueForm.MicroTime => random.Of("2026-01-02T03:04:05Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-01-02T03:04:05+14:00"),
        ValueForm.Bytes => random.Of("", "eA==", "aGVsbG8="),
        _ => random.Once(3) ? random.Text() : random.Name(),
    };

    private static JsonObject Filled(TypeSchema type, Random random, int times, int depth)
    {
        var result = new JsonObject();
        Fill(result, type, random, times, depth);
        return result;
    }

    /// <summary>The addresses of nodes are what the server calls; these are nobody's.</summary>
    private static bool IsHarmless(string field) => field is not ("addresses" or "daemonEndpoints");
}
