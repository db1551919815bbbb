using DuckBus.ApiServer.Rules;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>
/// What a DELETE makes of an object: it is removed at once, or it stays, marked, until its grace is over and every
/// finalizer is removed. Pure.
/// </summary>
internal static class Deletion
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    /// <summary>The object with its deletion begun; <see cref="Replacement.Removes"/> says whether that is the end of it.</summary>
    /// <exception cref="StatusException">403, 409 or 422: it may not be deleted so.</exception>
    public static Resource Of(ResourceKind kind, Resource resource, DeleteOptions options, DateTimeOffset now)
    {
        CheckPreconditions(kind, resource, options.Preconditions);
        var rules = KindRules.Of(kind);
        if (rules.Protects(resource) is { } why) throw new StatusException(Status.Forbidden(kind, resource.Metadata.Name, why));
        var policy = options.PropagationPolicy ?? (options.OrphanDependents == true ? "Orphan" : "Background");
        if (policy is not ("Background" or "Foreground" or "Orphan"))
            throw new StatusException(Status.Invalid(kind, resource.Metadata.Name,
                [StatusCause.NotSupported("propagationPolicy", policy, "Background", "Foreground", "Orphan")]));
        var metadata = resource.Metadata with { Finalizers = Finalizers(resource.Metadata, policy, options) };
        return rules.Terminating(resource with { Metadata = Marked(metadata, rules.GraceSeconds(resource, options.GracePeriodSeconds), now) });
    }

    private static ObjectMeta Marked(ObjectMeta metadata, long grace, DateTimeOffset now)
    {
        // A second deletion may shorten the grace of the first, never lengthen it.
        if (metadata.DeletionTimestamp is not null && (metadata.DeletionGracePeriodSeconds ?? 0) <= grace) return metadata;
        return metadata with { DeletionTimestamp = WholeSeconds(now).AddSeconds(grace), DeletionGracePeriodSeconds = grace };
    }

    private static IReadOnlyList<string>? Finalizers(ObjectMeta metadata, string policy, DeleteOptions options)
    {
        var asked = options.PropagationPolicy is not null || options.OrphanDependents is not null;
        if (metadata.DeletionTimestamp is not null && !asked) return metadata.Finalizers;
        var kept = (metadata.Finalizers ?? []).Where(finalizer => finalizer is not (Foreground or Orphan));
        return policy switch
        {
            "Foreground" => [.. kept, Foreground],
            "Orphan" => [.. kept, Orphan],
            _ when asked => kept.ToList() is { Count: > 0 } rest ? rest : null,
            _ => metadata.Finalizers,
        };
    }

    private static void CheckPreconditions(ResourceKind kind, Resource resource, Preconditions? preconditions)
    {
        Check("UID", preconditions?.Uid, resource.Metadata.Uid);
        Check("ResourceVersion", preconditions?.ResourceVersion, resource.Metadata.ResourceVersion);

        void Check(string what, string? wanted, string? actual)
        {
            if (!string.IsNullOrEmpty(wanted) && wanted != actual)
                throw new StatusException(Status.Conflict(kind, resource.Metadata.Name!,
                    $"the {what} in the precondition ({wanted}) does not match the {what} in record ({actual})"));
        }
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
