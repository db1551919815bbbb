using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Discovery;

/// <summary>Endpoint is one backend of a service.</summary>
public sealed record Endpoint : Extensible
{
    /// <summary>Its addresses, which are interchangeable.</summary>
    [Proto(1)]
    [MergeSet]
    [Required]
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>Its state.</summary>
    [Proto(2)]
    public EndpointConditions? Conditions { get; init; }

    /// <summary>Its host name.</summary>
    [Proto(3)]
    public string? Hostname { get; init; }

    /// <summary>The object that it stands for, such as a pod.</summary>
    [Proto(4)]
    public ObjectReference? TargetRef { get; init; }

    /// <summary>The node that hosts it.</summary>
    [Proto(6)]
    public string? NodeName { get; init; }

    /// <summary>The zone that it is in.</summary>
    [Proto(7)]
    public string? Zone { get; init; }
}
