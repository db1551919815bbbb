using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Writes;

/// <summary>What must hold for a deletion to be done.</summary>
internal sealed record Preconditions : Extensible
{
    [Proto(1)]
    public string? Uid { get; init; }

    [Proto(2)]
    public string? ResourceVersion { get; init; }
}
