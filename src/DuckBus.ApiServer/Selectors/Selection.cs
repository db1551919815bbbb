using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Selectors;

/// <summary>The objects of a kind that a caller asks for.</summary>
internal sealed class Selection(ResourceKind kind, LabelQuery labels, FieldQuery fields)
{
    private readonly IReadOnlyDictionary<string, Func<Model.Meta.Resource, string?>> accessors = KindRules.Of(kind).Fields;

    public bool IsEverything => labels.Requirements.Count == 0 && fields.Requirements.Count == 0;

    /// <summary>Whether objects neither enter nor leave the selection while they live.</summary>
    public bool IsFixed => labels.Requirements.Count == 0 && fields.IsFixed;

    /// <summary>The one name that can match, if the selection names one.</summary>
    public string? Name => fields.Name;

    public bool Matches(CachedObject item)
    {
        if (IsEverything) return true;
        if (Name is { } name && item.Key.Name != name) return false;
        var resource = item.Resource;
        return labels.Matches(resource.Metadata.Labels) && fields.Matches(resource, accessors);
    }

    /// <summary>Reads the selectors of a request.</summary>
    /// <exception cref="StatusException">400: one of them is none.</exception>
    /// <param name="kind">The kind.</param>
    /// <param name="labelSelector">The label selector, if any.</param>
    /// <param name="fieldSelector">The field selector, if any.</param>
    /// <param name="name">The one name that can match, if the path names one.</param>
    public static Selection Of(ResourceKind kind, string? labelSelector, string? fieldSelector, string? name = null)
    {
        try
        {
            return new Selection(kind,
                string.IsNullOrEmpty(labelSelector) ? LabelQuery.Everything : LabelQuery.Parse(labelSelector),
                (string.IsNullOrEmpty(fieldSelector) ? FieldQuery.Everything : FieldQuery.Parse(fieldSelector, KindRules.Of(kind).Fields.Keys)).Named(name));
        }
        catch (FormatException e)
        {
            throw new StatusException(Status.BadRequest(e.Message));
        }
    }
}
