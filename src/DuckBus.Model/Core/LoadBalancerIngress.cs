using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>LoadBalancerIngress is a point where a load balancer takes traffic.</summary>
public sealed record LoadBalancerIngress : Extensible
{
    /// <summary>Its address.</summary>
    [Proto(1)]
    public string? Ip { get; init; }

    /// <summary>Its host name.</summary>
    [Proto(2)]
    public string? Hostname { get; init; }

    /// <summary>How it passes traffic to the nodes: VIP or Proxy.</summary>
    [Proto(3)]
    public string? IpMode { get; init; }

    /// <summary>The state of its ports.</summary>
    [Proto(4)]
    public IReadOnlyList<PortStatus>? Ports { get; init; }
}
