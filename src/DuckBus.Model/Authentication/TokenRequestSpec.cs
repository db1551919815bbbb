using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>TokenRequestSpec says what token is asked for.</summary>
public sealed record TokenRequestSpec : Extensible
{
    /// <summary>Whom the token is meant for; the API server unless given.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Seconds for which the token is good; 3600 unless given, 600 at least.</summary>
    [Proto(4)]
    public long? ExpirationSeconds { get; init; }

    /// <summary>An object that the token is tied to: it is good for as long as the object is there.</summary>
    [Proto(3)]
    public BoundObjectReference? BoundObjectRef { get; init; }
}
