using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SelfSubjectRulesReviewSpec names a namespace.</summary>
public sealed record SelfSubjectRulesReviewSpec : Extensible
{
    /// <summary>The namespace whose rules are asked for.</summary>
    [Proto(1)]
    [Required]
    public string? Namespace { get; init; }
}
