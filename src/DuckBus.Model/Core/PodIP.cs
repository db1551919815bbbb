using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>PodIP represents a single IP address allocated to the pod.</summary>
public sealed record PodIP : Extensible
{
    /// <summary>The IP address.</summary>
    public string Ip { get; init; } = "";
}
