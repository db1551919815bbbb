using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SubjectRulesReviewStatus lists what a user may do.</summary>
public sealed record SubjectRulesReviewStatus : Extensible
{
    /// <summary>What may be done with resources.</summary>
    [Proto(1)]
    [Required]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];

    /// <summary>What may be done with paths that are none of resources.</summary>
    [Proto(2)]
    [Required]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];

    /// <summary>Whether there may be more rules than these.</summary>
    [Proto(3)]
    [Required]
    public bool Incomplete { get; init; }

    /// <summary>What went wrong while the rules were looked for.</summary>
    [Proto(4)]
    public string? EvaluationError { get; init; }
}
