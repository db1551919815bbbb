using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenReviewSpec is the token that is asked about.</summary>
public sealed record TokenReviewSpec : Extensible
{
    /// <summary>The opaque bearer token.</summary>
    [Proto(1)]
    public string? Token { get; init; }

    /// <summary>The identifiers of whoever the token was shown to; the API server's own unless given.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? Audiences { get; init; }
}
