using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SubjectAccessReviewStatus says whether something may be done.</summary>
public sealed record SubjectAccessReviewStatus : Extensible
{
    /// <summary>Whether it may be done.</summary>
    [Proto(1)]
    [Required]
    public bool Allowed { get; init; }

    /// <summary>Whether it may not be done whatever others say; without it and without Allowed, nobody had an opinion.</summary>
    [Proto(4)]
    public bool? Denied { get; init; }

    /// <summary>Why.</summary>
    [Proto(2)]
    public string? Reason { get; init; }

    /// <summary>What went wrong while the answer was looked for.</summary>
    [Proto(3)]
    public string? EvaluationError { get; init; }
}
