using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>An item of a list that is merged by a number.</summary>
public sealed record Dive : Extensible
{
    public int? Depth { get; init; }

    public int? Seconds { get; init; }
}
