using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>What must hold for a deletion to be done.</summary>
internal sealed record Preconditions : Extensible
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }
}
