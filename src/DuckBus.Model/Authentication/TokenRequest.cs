using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenRequest asks for a token of a service account: the body of <c>serviceaccounts/NAME/token</c>.</summary>
public sealed record TokenRequest : Resource
{
    /// <summary>What token is asked for.</summary>
    [Proto(2)]
    [Required]
    public TokenRequestSpec Spec { get; init; } = new();

    /// <summary>Filled in by the server: the token.</summary>
    [Proto(3)]
    public TokenRequestStatus? Status { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
