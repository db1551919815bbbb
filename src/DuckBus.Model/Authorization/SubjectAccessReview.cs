using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SubjectAccessReview asks whether a user or group may do something.</summary>
[Kind("authorization.k8s.io", "v1", "subjectaccessreviews", Namespaced = false, Verbs = ["create"])]
public sealed record SubjectAccessReview : Resource
{
    /// <summary>What is asked about.</summary>
    [Proto(2)]
    [Required]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    /// <summary>Filled in by the server: the answer.</summary>
    [Proto(3)]
    public SubjectAccessReviewStatus? Status { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
