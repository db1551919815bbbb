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
internal sealed class Story(ResourceKind kind)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ResourceTarget target = new(kind, kind.Namespaced ? "default" : "", "x", null);
    private readonly Representation seen = Representation.Whole(kind, static (_, _, submitted) => submitted);

    /// <summary>A story of a kind.</summary>
    public static Story Of<T>()
        where T : Resource => new(ResourceKind.Of<T>());

    /// <summary>The same kind from the start.</summary>
    public Story New() => new(kind);

    /// <summary>The object as it is now, typed.</summary>
    public T As<T>()
        where T : Resource => (T)Present!;

    /// <summary>The kind.</summary>
    public ResourceKind Kind => kind;

    /// <summary>The object as it is now.</summary>
    public Resource? Present { get; private set; }

    /// <summary>The object as JSON, without the record of who owns what.</summary>
    public JsonObject Json => JsonNode.Parse(ModelJson.Write(FieldTracking.With(Unversioned(), null)))!.AsObject();

    /// <summary>What a manager owns.</summary>
    public FieldSet Fields(string manager, string operation = "Apply") =>
        Managers.Read(Present!.Metadata.ManagedFields)!.Of(new FieldManager(manager, null), operation, kind.ApiVersion);

    /// <summary>What a manager owns, as paths.</summary>
    public string Owned(string manager, string operation = "Apply") => Fields(manager, operation).ToString();

    /// <summary>Applies a configuration; apiVersion, kind and name go without saying.</summary>
    public Story Apply(string manager, JsonObject configuration, bool force = false)
    {
        var body = Named(configuration);
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Name;
        var applied = AppliedConfiguration.Read(JsonSerializer.SerializeToUtf8Bytes(body), seen);
        var apply = new ServerSideApply(target, seen, applied, new FieldManager(manager, null), force, 1 << 20);
        Present = Present is null ? apply.New(Start) : apply.Next(Cached(), Start);
        return this;
    }

    /// <summary>Applies a configuration.</summary>
    public Story Apply(string manager, string configuration, bool force = false) => Apply(manager, JsonNode.Parse(configuration)!.AsObject(), force);

    /// <summary>Replaces the object, as a PUT does.</summary>
    public Story Update(string manager, JsonObject json, string? subresource = null)
    {
        var next = ((Resource)ModelJson.Read(JsonSerializer.SerializeToUtf8Bytes(Named(json)), kind.Type)) with { ApiVersion = kind.ApiVersion, Kind = kind.Name };
        var who = new FieldManager(manager, subresource);
        Present = Present is null ? FieldTracking.Created(kind, next, who, Start) : FieldTracking.Changed(Cached(), next, who, Start);
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(ModelJson.Write(Unversioned()));

    private static JsonObject Named(JsonObject json)
    {
        var named = (JsonObject)json.DeepClone();
        if (named["metadata"] is not JsonObject) named["metadata"] = new JsonObject();
        named["metadata"]!["name"] = "x";
        return named;
    }

    private CachedObject Cached() => new(kind, target.Key, "u", 1, ModelJson.Write(Unversioned()));

    private Resource Unversioned() => Present! with { Metadata = Present!.Metadata with { ResourceVersion = null } };
}
