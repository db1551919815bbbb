using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Which fields a write can come to own: not those that the server sets, and not those that the path cannot change.</summary>
internal static class FieldScope
{
    private static readonly string Metadata = FieldStep.Field("metadata");
    private static readonly string Status = FieldStep.Field("status");

    /// <summary>What nobody owns: the identity of the object, and what only the server sets.</summary>
    public static FieldSet Untracked { get; } = FieldSet.Of(isMember: false,
    [
        (FieldStep.Field("apiVersion"), FieldSet.Self),
        (FieldStep.Field("kind"), FieldSet.Self),
        (Metadata, FieldSet.Self),
        .. new[] { "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink", "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds" }
            .Select(name => (Metadata, FieldSet.OfPath(FieldStep.Field(name)))),
    ]);

    /// <summary>The part of a set that a write of the object, or through a subresource, can own.</summary>
    public static FieldSet Of(ResourceKind kind, string? subresource, FieldSet set) => subresource switch
    {
        "status" => Only(set, Status),
        null when kind.HasStatus => Without(set, Status).Except(Untracked),
        _ => set.Except(Untracked),
    };

    private static FieldSet Only(FieldSet set, string step) =>
        FieldSet.Of(isMember: false, [(step, set.Below(step))]);

    private static FieldSet Without(FieldSet set, string step) =>
        FieldSet.Of(isMember: false, [.. set.Children.Where(child => child.Step != step)]);
}
