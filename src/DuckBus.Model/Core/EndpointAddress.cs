using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EndpointAddress is an address behind a service.</summary>
public sealed record EndpointAddress : Extensible
{
    /// <summary>The address.</summary>
    [Proto(1)]
    [Required]
    public string? Ip { get; init; }

    /// <summary>The host name.</summary>
    [Proto(3)]
    public string? Hostname { get; init; }

    /// <summary>The node that hosts it.</summary>
    [Proto(4)]
    public string? NodeName { get; init; }

    /// <summary>The object that has the address, such as a pod.</summary>
    [Proto(2)]
    public ObjectReference? TargetRef { get; init; }
}
