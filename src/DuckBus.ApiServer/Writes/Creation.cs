using DuckBus.ApiServer.Rules;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>Makes a new object of what a caller submitted. Pure.</summary>
internal static class Creation
{
    /// <summary>The object as it will be stored.</summary>
    /// <exception cref="StatusException">400 or 422: it cannot be.</exception>
    public static Resource Of(ResourceKind kind, string ns, Resource submitted, string uid, DateTimeOffset now)
    {
        Identity.Check(kind, ns, submitted);
        if (!string.IsNullOrEmpty(submitted.Metadata.ResourceVersion))
            throw new StatusException(Status.BadRequest("resourceVersion should not be set on objects to be created",
                StatusCause.Forbidden("metadata.resourceVersion", "must not be set on objects to be created")));
        var rules = KindRules.Of(kind);
        var named = submitted with
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Name,
            Metadata = submitted.Metadata with
            {
                Name = NameOf(submitted.Metadata),
                Namespace = kind.Namespaced ? ns : null,
                Uid = uid,
                CreationTimestamp = now,
                DeletionTimestamp = null,
                DeletionGracePeriodSeconds = null,
                Generation = submitted.DesiredState is null ? null : 1,
            },
        };
        var created = rules.PrepareCreate(rules.Default(named));
        var problems = new Problems();
        MetadataRules.Validate(kind, created.Metadata, problems);
        rules.Validate(created, problems);
        rules.ValidateCreate(created, problems);
        if (problems.Causes.Count > 0) throw new StatusException(Status.Invalid(kind, created.Metadata.Name, problems.Causes));
        return created;
    }

    private static string? NameOf(ObjectMeta metadata) =>
        string.IsNullOrEmpty(metadata.Name) && !string.IsNullOrEmpty(metadata.GenerateName)
            ? NameGenerator.Complete(metadata.GenerateName)
            : metadata.Name;
}
