using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenReview asks whether a bearer token is good, and whose it is.</summary>
[Kind("authentication.k8s.io", "v1", "tokenreviews", Namespaced = false, Verbs = ["create"])]
public sealed record TokenReview : Resource
{
    /// <summary>The token that is asked about.</summary>
    [Proto(2)]
    [Required]
    public TokenReviewSpec Spec { get; init; } = new();

    /// <summary>Filled in by the server: whether the token is good.</summary>
    [Proto(3)]
    public TokenReviewStatus? Status { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
