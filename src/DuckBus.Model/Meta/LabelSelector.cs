using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>A label selector is a label query over a set of resources. Its requirements are ANDed; an empty one matches all.</summary>
[Atomic]
public sealed record LabelSelector : Extensible
{
    /// <summary>A map of {key,value} pairs, each of which must be there.</summary>
    [Proto(1)]
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>A list of label selector requirements.</summary>
    [Proto(2)]
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }

    /// <summary>Whether the labels meet every requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (key, value) in MatchLabels ?? new Dictionary<string, string>(0))
            if (labels is null || !labels.TryGetValue(key, out var actual) || !string.Equals(actual, value, StringComparison.Ordinal))
                return false;
        return MatchExpressions?.All(requirement => requirement.Matches(labels)) ?? true;
    }
}
