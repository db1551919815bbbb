using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenReviewStatus says whether a token is good.</summary>
public sealed record TokenReviewStatus : Extensible
{
    /// <summary>Whether the token is that of a known user.</summary>
    [Proto(1)]
    public bool? Authenticated { get; init; }

    /// <summary>The user that the token belongs to.</summary>
    [Proto(2)]
    public UserInfo? User { get; init; }

    /// <summary>Why the token could not be checked.</summary>
    [Proto(3)]
    public string? Error { get; init; }

    /// <summary>The audiences that were asked for and that the token is meant for.</summary>
    [Proto(4)]
    public IReadOnlyList<string>? Audiences { get; init; }
}
