using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Garbage;

/// <summary>What becomes of an object, given its owners. Pure.</summary>
public static class Verdict
{
    /// <summary>Waits for the dependents before its object goes.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>Sets the dependents free before its object goes.</summary>
    public const string Orphan = "orphan";

    /// <summary>Whether the object is garbage: it named owners, and none of them is there to stay.</summary>
    public static bool IsGarbage(IReadOnlyList<OwnerState> owners) => owners.Count > 0 && !owners.Contains(OwnerState.Present);

    /// <summary>How an object that is garbage is to be deleted: as it is itself waited for, its own dependents go first.</summary>
    public static string Propagation(Resource resource, IReadOnlyList<OwnerState> owners, bool hasDependents)
    {
        if (resource.Metadata.Finalizers?.Contains(Orphan) == true) return "Orphan";
        return hasDependents && owners.Contains(OwnerState.Waiting) ? "Foreground" : "Background";
    }

    /// <summary>How an owner that is there looks to one of its dependents.</summary>
    public static OwnerState Of(Resource owner) =>
        owner.Metadata.DeletionTimestamp is not null && owner.Metadata.Finalizers?.Contains(Foreground) == true
            ? OwnerState.Waiting
            : OwnerState.Present;

    /// <summary>Whether the deletion of the owner waits for this dependent.</summary>
    public static bool Blocks(Resource dependent, string ownerUid) =>
        dependent.Metadata.OwnerReferences?.Any(reference => reference.Uid == ownerUid && reference.BlockOwnerDeletion == true) == true;

    /// <summary>Whether the object is being deleted and carries this finalizer.</summary>
    public static bool IsLeavingWith(Resource resource, string finalizer) =>
        resource.Metadata.DeletionTimestamp is not null && resource.Metadata.Finalizers?.Contains(finalizer) == true;
}
