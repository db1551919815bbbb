using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenRequestStatus is a token that was asked for.</summary>
public sealed record TokenRequestStatus : Extensible
{
    /// <summary>The opaque bearer token.</summary>
    [Proto(1)]
    public string Token { get; init; } = "";

    /// <summary>When the token ends.</summary>
    [Proto(2)]
    public DateTimeOffset? ExpirationTimestamp { get; init; }
}
