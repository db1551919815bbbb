using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ServiceStatus is what is known of a service.</summary>
public sealed record ServiceStatus : Extensible
{
    /// <summary>Where a load balancer takes traffic for the service.</summary>
    [Proto(1)]
    public LoadBalancerStatus? LoadBalancer { get; init; }

    /// <summary>The state of the service in conditions.</summary>
    [Proto(2)]
    [MergeKey("type")]
    public IReadOnlyList<StandardCondition>? Conditions { get; init; }
}
