using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>A union: fields that shut each other out.</summary>
public sealed record Weather : Extensible
{
    public string? Kind { get; init; }

    public string? Rain { get; init; }

    public string? Sun { get; init; }
}
