using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication.V1Beta1;

/// <summary>SelfSubjectReview as kubectl asked before 1.28. It contains the user information that the server has about the user making this request.</summary>
[Kind("authentication.k8s.io", "v1beta1", "selfsubjectreviews", Namespaced = false, Verbs = ["create"])]
public sealed record SelfSubjectReview : Resource
{
    /// <summary>Filled in by the server with the user attributes.</summary>
    [Proto(2)]
    public SelfSubjectReviewStatus? Status { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
