using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>ResourceRule lists verbs that may be done with resources. Rules add up.</summary>
public sealed record ResourceRule : Extensible
{
    /// <summary>The verbs; <c>*</c> for all.</summary>
    [Proto(1)]
    [Required]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The API groups; <c>*</c> for all.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? ApiGroups { get; init; }

    /// <summary>The resources; <c>*</c> for all.</summary>
    [Proto(3)]
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>The objects that the rule is for; all if there are none.</summary>
    [Proto(4)]
    public IReadOnlyList<string>? ResourceNames { get; init; }
}
