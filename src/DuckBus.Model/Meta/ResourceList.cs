using System.Text.Json.Serialization;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>A list of objects of one kind, as the API answers it.</summary>
/// <typeparam name="T">The kind of the items.</typeparam>
public sealed record ResourceList<T> : Extensible
    where T : Resource
{
    /// <summary><c>group/version</c> of the list.</summary>
    [JsonPropertyOrder(-30)]
    public string? ApiVersion { get; init; }

    /// <summary>The kind of the items followed by <c>List</c>.</summary>
    [JsonPropertyOrder(-20)]
    public string? Kind { get; init; }

    /// <summary>Revision and paging.</summary>
    [JsonPropertyOrder(-10)]
    [Proto(1)]
    public ListMeta Metadata { get; init; } = new();

    /// <summary>The objects.</summary>
    [Proto(2)]
    public IReadOnlyList<T> Items { get; init; } = [];
}
