using DuckBus.ApiServer.Rules;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>Makes the next state of an object of the present one and of what a caller submitted. Pure.</summary>
internal static class Replacement
{
    /// <summary>The object after a PUT or a patch of the object itself: everything but the status and what only the server sets.</summary>
    /// <exception cref="StatusException">409 or 422: it cannot be.</exception>
    public static Resource Of(ResourceKind kind, Resource before, Resource submitted)
    {
        CheckVersion(kind, before, submitted);
        var rules = KindRules.Of(kind);
        var after = rules.PrepareUpdate(before, rules.Default(submitted with
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Name,
            Metadata = submitted.Metadata with
            {
                Name = before.Metadata.Name,
                Namespace = before.Metadata.Namespace,
                GenerateName = before.Metadata.GenerateName,
                Uid = before.Metadata.Uid,
                CreationTimestamp = before.Metadata.CreationTimestamp,
                DeletionTimestamp = before.Metadata.DeletionTimestamp,
                DeletionGracePeriodSeconds = before.Metadata.DeletionGracePeriodSeconds,
                Generation = before.Metadata.Generation,
            },
        }));
        var problems = new Problems();
        MetadataRules.Validate(kind, after.Metadata, problems);
        MetadataRules.ValidateUpdate(before.Metadata, after.Metadata, problems);
        rules.Validate(after, problems);
        rules.ValidateUpdate(before, after, problems);
        if (problems.Causes.Count > 0) throw new StatusException(Status.Invalid(kind, before.Metadata.Name, problems.Causes));
        return WithGeneration(before, after);
    }

    /// <summary>The object after a PUT or a patch of its status: only the status is taken.</summary>
    /// <exception cref="StatusException">409: it is no longer the object that the caller saw.</exception>
    public static Resource OfStatus(ResourceKind kind, Resource before, Resource submitted)
    {
        CheckVersion(kind, before, submitted);
        return before.WithStatusOf(submitted);
    }

    /// <summary>Whether a deletion that was begun is through with this state: nothing holds the object any more.</summary>
    public static bool Removes(ResourceKind kind, Resource after) =>
        after.Metadata is { DeletionTimestamp: not null, Finalizers: null or { Count: 0 }, DeletionGracePeriodSeconds: null or 0 }
        && !KindRules.Of(kind).Holds(after);

    private static void CheckVersion(ResourceKind kind, Resource before, Resource submitted)
    {
        if (!string.IsNullOrEmpty(submitted.Metadata.Uid) && submitted.Metadata.Uid != before.Metadata.Uid)
            throw new StatusException(Status.Conflict(kind, before.Metadata.Name!,
                $"the uid in the precondition is {submitted.Metadata.Uid}, the uid of the object is {before.Metadata.Uid}"));
        if (!string.IsNullOrEmpty(submitted.Metadata.ResourceVersion) && submitted.Metadata.ResourceVersion != before.Metadata.ResourceVersion)
            throw new StatusException(Changed(kind, before.Metadata.Name!));
    }

    /// <summary>409: somebody was faster.</summary>
    public static Status Changed(ResourceKind kind, string name) =>
        Status.Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>The object with its generation counted up if what is desired changed.</summary>
    public static Resource WithGeneration(Resource before, Resource after) =>
        after.DesiredState is null || JsonEquality.Same(before.DesiredState, after.DesiredState)
            ? after
            : after with { Metadata = after.Metadata with { Generation = (before.Metadata.Generation ?? 0) + 1 } };
}
