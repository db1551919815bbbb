using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for the metadata of every kind.</summary>
internal static class MetadataRules
{
    private const int AnnotationsLimit = 256 * 1024;

    public static void Validate(ResourceKind kind, ObjectMeta metadata, Problems problems)
    {
        ValidateName(kind, metadata.Name ?? "", problems);
        Labels(metadata.Labels, "metadata.labels", problems);
        Annotations(metadata.Annotations, "metadata.annotations", problems);
        Owners(metadata.OwnerReferences ?? [], problems);
        foreach (var (i, finalizer) in (metadata.Finalizers ?? []).Index())
            problems.Check(Names.IsQualifiedName(finalizer), () => StatusCause.Invalid($"metadata.finalizers[{i}]", finalizer, Names.QualifiedRule));
    }

    /// <summary>An object that is being deleted takes no new finalizers: there might be nobody left to remove them.</summary>
    public static void ValidateUpdate(ObjectMeta before, ObjectMeta after, Problems problems)
    {
        if (before.DeletionTimestamp is null) return;
        var added = (after.Finalizers ?? []).Except(before.Finalizers ?? [], StringComparer.Ordinal).ToList();
        problems.Check(added.Count == 0, () => StatusCause.Forbidden("metadata.finalizers",
            $"no new finalizers can be added if the object is being deleted, found new finalizers {string.Join(", ", added)}"));
    }

    public static void Labels(IReadOnlyDictionary<string, string>? labels, string field, Problems problems)
    {
        if (labels is null) return;
        foreach (var (key, value) in labels)
        {
            problems.Check(Names.IsQualifiedName(key), () => StatusCause.Invalid(field, key, Names.QualifiedRule));
            problems.Check(Names.IsLabelValue(value), () => StatusCause.Invalid(field, value, Names.ValueRule));
        }
    }

    public static void Annotations(IReadOnlyDictionary<string, string>? annotations, string field, Problems problems)
    {
        if (annotations is null) return;
        foreach (var key in annotations.Keys)
            problems.Check(Names.IsQualifiedName(key.ToLowerInvariant()), () => StatusCause.Invalid(field, key, Names.QualifiedRule));
        var size = annotations.Sum(entry => (long)entry.Key.Length + entry.Value.Length);
        problems.Check(size <= AnnotationsLimit, () => new StatusCause
        {
            Reason = "FieldValueTooLong",
            Field = field,
            Message = $"Too long: may not be more than {AnnotationsLimit} bytes",
        });
    }

    private static void ValidateName(ResourceKind kind, string name, Problems problems)
    {
        if (name.Length == 0) problems.Add(StatusCause.Required("metadata.name", "name or generateName is required"));
        else if (KindRules.Of(kind).NamesAreLabels)
            problems.Check(Names.IsDnsLabel(name), () => StatusCause.Invalid("metadata.name", name, Names.LabelRule));
        else
            problems.Check(Names.IsDnsSubdomain(name), () => StatusCause.Invalid("metadata.name", name, Names.SubdomainRule));
    }

    private static void Owners(IReadOnlyList<OwnerReference> owners, Problems problems)
    {
        foreach (var (i, owner) in owners.Index())
        {
            var field = $"metadata.ownerReferences[{i}]";
            problems.Check(owner.ApiVersion.Length > 0, () => StatusCause.Required($"{field}.apiVersion"));
            problems.Check(owner.Kind.Length > 0, () => StatusCause.Required($"{field}.kind"));
            problems.Check(owner.Name.Length > 0, () => StatusCause.Required($"{field}.name"));
            problems.Check(owner.Uid.Length > 0, () => StatusCause.Required($"{field}.uid"));
        }

        problems.Check(owners.Count(owner => owner.Controller == true) <= 1, () => StatusCause.Invalid(
            "metadata.ownerReferences", owners.Count, "only one reference can have controller set to true"));
    }
}
