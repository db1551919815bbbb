using System.Collections.Frozen;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>
/// What is particular to a kind when it is written: defaults, validation, what an update may change, and what a deletion
/// does. All pure. A kind without rules of its own gets these. Rules are found by type: derive from
/// <see cref="KindRules{T}"/> and the server uses them.
/// </summary>
internal class KindRules
{
    private static readonly IReadOnlyDictionary<string, Func<Resource, string?>> MetadataFields =
        new Dictionary<string, Func<Resource, string?>>(StringComparer.Ordinal)
        {
            ["metadata.name"] = resource => resource.Metadata.Name,
            ["metadata.namespace"] = resource => resource.Metadata.Namespace,
        };

    private static readonly FrozenDictionary<Type, KindRules> ByType = typeof(KindRules).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(KindRules)))
        .Select(type => (KindRules)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(rules => rules.Type!);

    private static readonly KindRules Plain = new();

    /// <summary>The rules of a kind.</summary>
    public static KindRules Of(ResourceKind kind) => ByType.GetValueOrDefault(kind.Type, Plain);

    /// <summary>The type that the rules are for.</summary>
    public virtual Type? Type => null;

    /// <summary>Whether names are DNS labels rather than DNS subdomains.</summary>
    public virtual bool NamesAreLabels => false;

    /// <summary>The fields that objects can be selected by, and how to read them.</summary>
    public virtual IReadOnlyDictionary<string, Func<Resource, string?>> Fields => MetadataFields;

    /// <summary>Fills in what was left out.</summary>
    public virtual Resource Default(Resource resource) => resource;

    /// <summary>The object as it is created: without a status that the caller made up.</summary>
    public virtual Resource PrepareCreate(Resource resource) => resource.WithStatusOf(null);

    /// <summary>The object as it replaces another: the status comes only through <c>/status</c>.</summary>
    public virtual Resource PrepareUpdate(Resource before, Resource after) => after.WithStatusOf(before);

    /// <summary>Checks the fields of an object.</summary>
    public virtual void Validate(Resource resource, Problems problems)
    {
    }

    /// <summary>Checks what an object may not have from the start.</summary>
    public virtual void ValidateCreate(Resource resource, Problems problems)
    {
    }

    /// <summary>Checks what changed.</summary>
    public virtual void ValidateUpdate(Resource before, Resource after, Problems problems)
    {
    }

    /// <summary>Why the object may not be deleted, or null.</summary>
    public virtual string? Protects(Resource resource) => null;

    /// <summary>Seconds that the object gets to end by itself when it is deleted; 0 removes it at once.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="asked">What the caller asked for, if anything.</param>
    public virtual long GraceSeconds(Resource resource, long? asked) => 0;

    /// <summary>Whether something besides <c>metadata.finalizers</c> keeps a deleted object from being removed.</summary>
    public virtual bool Holds(Resource resource) => false;

    /// <summary>The object once its deletion has begun.</summary>
    public virtual Resource Terminating(Resource resource) => resource;

    /// <summary>What whoever creates the object should know although nothing is wrong with what was submitted.</summary>
    public virtual IEnumerable<string> Warnings(Resource resource) => [];

    /// <summary>The fields of the metadata, and those of the kind.</summary>
    protected static IReadOnlyDictionary<string, Func<Resource, string?>> FieldsWith<T>(params (string Name, Func<T, string?> Read)[] fields)
        where T : Resource
    {
        var all = new Dictionary<string, Func<Resource, string?>>(MetadataFields, StringComparer.Ordinal);
        foreach (var (name, read) in fields) all[name] = resource => read((T)resource);
        return all;
    }
}
