using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>An item of a list that is merged by name.</summary>
public sealed record Duck : Extensible
{
    public string? Name { get; init; }

    public string? Color { get; init; }

    [MergeKey("depth")]
    public IReadOnlyList<Dive>? Dives { get; init; }
}
