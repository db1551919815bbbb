using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SelfSubjectRulesReview asks for all that the user making this request may do in a namespace.</summary>
[Kind("authorization.k8s.io", "v1", "selfsubjectrulesreviews", Namespaced = false, Verbs = ["create"])]
public sealed record SelfSubjectRulesReview : Resource
{
    /// <summary>What is asked about.</summary>
    [Proto(2)]
    [Required]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = new();

    /// <summary>Filled in by the server: the answer.</summary>
    [Proto(3)]
    public SubjectRulesReviewStatus? Status { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
