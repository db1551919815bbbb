using System.Text.Json;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Keeps <c>metadata.managedFields</c> through creations and updates. Pure.</summary>
internal static class FieldTracking
{
    private static readonly ManagedFieldsEntry Reset = new();

    /// <summary>A new object: whoever creates it owns all that it sets, the defaults too.</summary>
    public static Resource Created(ResourceKind kind, Resource created, FieldManager manager, DateTimeOffset now)
    {
        var given = IsReset(created.Metadata.ManagedFields) ? Managers.None : Managers.Read(created.Metadata.ManagedFields) ?? Managers.None;
        return With(created, given.Updated(CreatedFields.Of(kind, created), manager, kind.ApiVersion, now).Write());
    }

    /// <summary>
    /// A changed object. Who does not send the record does not clear it; who sends <c>[{}]</c> does. An object without a
    /// record gets one only when somebody applies.
    /// </summary>
    public static Resource Changed(CachedObject before, Resource after, FieldManager manager, DateTimeOffset now)
    {
        var (live, given) = (before.Resource.Metadata.ManagedFields, after.Metadata.ManagedFields);
        if (manager.Subresource is null && IsReset(given)) return With(after, null);
        var managers = manager.Subresource is null && given is { Count: > 0 } ? Managers.Read(given) ?? Managers.Read(live) : Managers.Read(live);
        if (managers is null or { IsNone: true }) return With(after, null);
        var changes = Changes(before, manager.Subresource, after);
        return With(after, managers.Updated(changes, manager, before.Kind.ApiVersion, now).Write());
    }

    /// <summary>Who owned what before anybody applied: all of it belongs to whoever it was.</summary>
    public static Managers BeforeFirstApply(ResourceKind kind, Resource live, DateTimeOffset now) =>
        Managers.None.Updated(CreatedFields.Of(kind, live), new FieldManager("before-first-apply", null), kind.ApiVersion, now);

    /// <summary>The object with this record.</summary>
    public static Resource With(Resource resource, IReadOnlyList<ManagedFieldsEntry>? entries) =>
        resource with { Metadata = resource.Metadata with { ManagedFields = entries } };

    private static Comparison Changes(CachedObject before, string? subresource, Resource after)
    {
        using var json = PooledBytes.Of(With(after, null));
        using var was = JsonDocument.Parse(before.Json);
        using var now = JsonDocument.Parse(json.Memory);
        return Comparison.Of(Shape.Of(TypeSchema.Of(before.Kind.Type)), was.RootElement, now.RootElement)
            .Only(set => FieldScope.Of(before.Kind, subresource, set));
    }

    private static bool IsReset(IReadOnlyList<ManagedFieldsEntry>? entries) => entries is [var only] && only == Reset;
}
