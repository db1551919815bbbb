using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Discovery;

/// <summary>EndpointConditions is the state of an endpoint.</summary>
public sealed record EndpointConditions : Extensible
{
    /// <summary>Whether it takes traffic. Nothing means yes.</summary>
    [Proto(1)]
    public bool? Ready { get; init; }

    /// <summary>Whether it could take traffic, even while it is terminating.</summary>
    [Proto(2)]
    public bool? Serving { get; init; }

    /// <summary>Whether it is being deleted.</summary>
    [Proto(3)]
    public bool? Terminating { get; init; }
}
