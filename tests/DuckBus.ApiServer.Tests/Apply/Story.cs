using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>One object through several writes, without a server, and without rules of its kind.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class Story<T>
    where T : Resource
{
    private static readonly ResourceKind Kind = ResourceKind.Of<T>();
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ResourceTarget target = new(Kind, Kind.Namespaced ? "default" : "", "x", null);
    private readonly Representation seen = Representation.Whole(Kind, static (_, _, submitted) => submitted);

    /// <summary>The object as it is now.</summary>
    public T? Object { get; private set; }

    /// <summary>The object as JSON, without the record of who owns what.</summary>
    public JsonObject Json => JsonSerializer.SerializeToNode(FieldTracking.With(Object!, null), typeof(T), ModelJson.Options)!.AsObject();

    /// <summary>What a manager owns, as paths.</summary>
    public string Owned(string manager, string operation = "Apply") =>
        Managers.Read(Object!.Metadata.ManagedFields)!.Of(new FieldManager(manager, null), operation, Kind.ApiVersion).ToString();

    /// <summary>Applies a configuration; apiVersion, kind and name go without saying.</summary>
    public Story<T> Apply(string manager, string configuration, bool force = false)
    {
        var body = JsonNode.Parse(configuration)!.AsObject();
        body["apiVersion"] = Kind.ApiVersion;
        body["kind"] = Kind.Name;
        if (body["metadata"] is not JsonObject) body["metadata"] = new JsonObject();
        body["metadata"]!["name"] = "x";
        var applied = AppliedConfiguration.Read(JsonSerializer.SerializeToUtf8Bytes(body), seen);
        var apply = new ServerSideApply(target, seen, applied, new FieldManager(manager, null), force, 1 << 20);
        Object = (T)(Object is null ? apply.New(Start) : apply.Next(Cached(), Start));
        return this;
    }

    /// <summary>Replaces the object, as a PUT does.</summary>
    public Story<T> Update(string manager, string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        if (body["metadata"] is not JsonObject) body["metadata"] = new JsonObject();
        body["metadata"]!["name"] = "x";
        var next = ModelJson.Read<T>(JsonSerializer.SerializeToUtf8Bytes(body)) with { ApiVersion = Kind.ApiVersion, Kind = Kind.Name };
        var who = new FieldManager(manager, null);
        Object = (T)(Object is null ? FieldTracking.Created(Kind, next, who, Start) : FieldTracking.Changed(Cached(), next, who, Start));
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(ModelJson.Write(Object!));

    private CachedObject Cached() => new(Kind, target.Key, "u", 1, ModelJson.Write(Object!));
}
