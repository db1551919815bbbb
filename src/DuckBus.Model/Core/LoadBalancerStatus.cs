using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>LoadBalancerStatus is what is known of a load balancer.</summary>
public sealed record LoadBalancerStatus : Extensible
{
    /// <summary>Where it takes traffic.</summary>
    [Proto(1)]
    public IReadOnlyList<LoadBalancerIngress>? Ingress { get; init; }
}
