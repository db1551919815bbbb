using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ClientIPConfig holds the settings of session affinity by the client's address.</summary>
public sealed record ClientIPConfig : Extensible
{
    /// <summary>Seconds for which a client comes to the same pod; 10800 (three hours) unless given, 86400 at most.</summary>
    [Proto(1)]
    public int? TimeoutSeconds { get; init; }
}
