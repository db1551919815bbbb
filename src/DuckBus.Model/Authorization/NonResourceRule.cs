using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>NonResourceRule lists verbs that may be done with paths.</summary>
public sealed record NonResourceRule : Extensible
{
    /// <summary>The HTTP methods in lower case; <c>*</c> for all.</summary>
    [Proto(1)]
    [Required]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The paths; <c>*</c> at the end of one stands for all below.</summary>
    [Proto(2)]
    [JsonPropertyName("nonResourceURLs")]
    public IReadOnlyList<string>? NonResourceUrls { get; init; }
}
