using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>LocalSubjectAccessReview asks whether a user or group may do something in a namespace.</summary>
[Kind("authorization.k8s.io", "v1", "localsubjectaccessreviews", Verbs = ["create"])]
public sealed record LocalSubjectAccessReview : Resource
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
