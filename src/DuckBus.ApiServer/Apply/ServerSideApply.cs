using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Patches;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Apply;

/// <summary>
/// Server-side apply: the object gets the values of the configuration and loses what its manager applied before and applies no
/// longer. Fields that others own are a conflict, unless the values are the same or the manager takes them by force. Pure.
/// </summary>
/// <param name="target">Where it is applied.</param>
/// <param name="seen">What is seen there.</param>
/// <param name="configuration">What is applied.</param>
/// <param name="manager">Who applies.</param>
/// <param name="force">Take what others own.</param>
/// <param name="sizeLimit">Bytes that the object may have.</param>
internal sealed class ServerSideApply(
    ResourceTarget target, Representation seen, AppliedConfiguration configuration, FieldManager manager, bool force, int sizeLimit)
{
    private readonly Shape shape = configuration.Shape;
    private readonly FieldSet applied = FieldScope.Of(
        target.Kind, manager.Subresource, FieldsOf.Applied(configuration.Shape, configuration.Value));

    /// <summary>The resourceVersion that the configuration is meant for; null if for any.</summary>
    public string? Version =>
        configuration.Value.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("resourceVersion", out var version) && version.ValueKind == JsonValueKind.String ? version.GetString() : null;

    /// <summary>The object to create, where there is none.</summary>
    /// <exception cref="StatusException">400: the configuration is no object of the kind.</exception>
    public Resource New(DateTimeOffset now)
    {
        var submitted = Submitted(JsonObject.Create(configuration.Value)!);
        var named = submitted with { Metadata = submitted.Metadata with { Name = submitted.Metadata.Name ?? target.Name, GenerateName = null } };
        var managers = Managers.None.Applied(applied, Comparison.Nothing, manager, target.Kind.ApiVersion, now);
        return FieldTracking.With(named, managers.Write());
    }

    /// <summary>The next state of an object; the object itself if nothing changes, not even who owns what.</summary>
    /// <exception cref="StatusException">409: others own what would change; 400 or 422: the result is not valid.</exception>
    public Resource Next(CachedObject current, DateTimeOffset now)
    {
        var version = target.Kind.ApiVersion;
        var live = JsonElement.Parse(seen.Json(current));
        var managers = Managers.Read(current.Resource.Metadata.ManagedFields) ?? Managers.None;
        if (managers.IsNone) managers = FieldTracking.BeforeFirstApply(target.Kind, current.Resource, now);
        var submitted = Merged(live, managers, version);
        var changes = Comparison.Of(shape, live, JsonElement.Parse(ModelJson.Write(submitted)))
            .Only(set => FieldScope.Of(target.Kind, manager.Subresource, set));
        if (!force) CheckConflicts(managers.Conflicts(changes, manager, version), current.Resource, live);
        if (LastApplied.IsKubectl(manager)) submitted = LastApplied.Updated(submitted, configuration.Value);
        var next = seen.Take(target.Kind, current.Resource, submitted);
        return FieldTracking.With(next, managers.Applied(applied, changes, manager, version, now).Write());
    }

    private Resource Merged(JsonElement live, Managers managers, string version)
    {
        var before = managers.Of(manager, ManagedSet.Apply, version);
        var merged = TypedMerge.Of(shape, live, configuration.Value);
        if (!before.IsEmpty)
            merged = Pruning.Of(shape, JsonSerializer.SerializeToElement(merged), before,
                managers.Applied(applied, Comparison.Nothing, manager, version, default).Owned.Union(FieldScope.Untracked));
        return Submitted(merged!.AsObject());
    }

    private Resource Submitted(JsonObject next)
    {
        var submitted = (Resource)JsonBody.Convert(PatchJson.Write(next, sizeLimit), seen.Type, ModelJson.Options);
        Identity.Check(seen, target, submitted);
        return submitted;
    }

    private void CheckConflicts(IReadOnlyList<(ManagedSet Owner, FieldSet Fields)> conflicts, Resource current, JsonElement live)
    {
        if (conflicts.Count == 0) return;
        if (LastApplied.IsKubectl(manager))
        {
            var own = LastApplied.Unchanged(shape, current, live);
            conflicts = [.. conflicts.Select(conflict => (conflict.Owner, conflict.Fields.Except(own))).Where(conflict => !conflict.Item2.IsEmpty)];
        }

        if (conflicts.Count > 0) throw ApplyConflict.Of(conflicts);
    }
}
