using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Objects;

/// <summary>Who owns an object, by ownerReferences.</summary>
public static class Owners
{
    /// <summary>The reference to the owner that manages the object, or null.</summary>
    public static OwnerReference? ControllerOf(Resource resource) =>
        resource.Metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller == true);

    /// <summary>Whether this owner manages the object.</summary>
    public static bool Controls(Resource owner, Resource resource) => ControllerOf(resource)?.Uid == owner.Metadata.Uid;

    /// <summary>The reference that an object carries whose controller is <paramref name="owner"/>.</summary>
    public static OwnerReference ReferenceTo(Resource owner)
    {
        var kind = ResourceKind.Of(owner.GetType());
        return new OwnerReference
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Name,
            Name = owner.Metadata.Name ?? "",
            Uid = owner.Metadata.Uid ?? "",
            Controller = true,
            BlockOwnerDeletion = true,
        };
    }

    /// <summary>The metadata with one more owner.</summary>
    public static ObjectMeta Adopt(ObjectMeta metadata, OwnerReference owner) =>
        metadata with { OwnerReferences = [.. metadata.OwnerReferences ?? [], owner] };

    /// <summary>The metadata without the owners that have these uids.</summary>
    public static ObjectMeta Release(ObjectMeta metadata, IReadOnlyCollection<string> uids)
    {
        var left = metadata.OwnerReferences?.Where(reference => !uids.Contains(reference.Uid)).ToList();
        return metadata with { OwnerReferences = left is { Count: > 0 } ? left : null };
    }
}
