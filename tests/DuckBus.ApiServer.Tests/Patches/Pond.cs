using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>A type with a field for each way in which a strategic merge treats fields.</summary>
public sealed record Pond : Extensible
{
    public string? Name { get; init; }

    [MergeKey("name")]
    public IReadOnlyList<Duck>? Ducks { get; init; }

    [MergeSet]
    public IReadOnlyList<string>? Rules { get; init; }

    public IReadOnlyList<Duck>? Guests { get; init; }

    [RetainKeys]
    public Weather? Weather { get; init; }

    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    public IReadOnlyDictionary<string, Duck>? Boats { get; init; }
}
