using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ServiceAccountTokenProjection shows a token of the pod's account, renewed before it expires.</summary>
public sealed record ServiceAccountTokenProjection : Extensible
{
    /// <summary>For whom the token is; for the API server unless given.</summary>
    [Proto(1)]
    public string? Audience { get; init; }

    /// <summary>Seconds that the token is valid; 3600 unless given, at least 600.</summary>
    [Proto(2)]
    public long? ExpirationSeconds { get; init; }

    /// <summary>Where the file is in the volume. Relative, without ..</summary>
    [Proto(3), Required]
    public string Path { get; init; } = "";
}
