using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ServiceSpec describes what a service offers, and which pods are behind it.</summary>
public sealed record ServiceSpec : Extensible
{
    /// <summary>The ports that the service offers.</summary>
    [Proto(1)]
    [MergeKey("port", Keys = ["port", "protocol"])]
    public IReadOnlyList<ServicePort>? Ports { get; init; }

    /// <summary>Traffic goes to pods with these labels. Without it, whoever made the service manages its endpoints.</summary>
    [Proto(2)]
    [Atomic]
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>The address of the service in the cluster, given by the server unless chosen; <c>None</c> for a headless service. Cannot be changed.</summary>
    [Proto(3)]
    [JsonPropertyName("clusterIP")]
    public string? ClusterIP { get; init; }

    /// <summary>The addresses of the service in the cluster, one a family; the first is <c>clusterIP</c>.</summary>
    [Proto(18)]
    [JsonPropertyName("clusterIPs")]
    public IReadOnlyList<string>? ClusterIPs { get; init; }

    /// <summary>How the service is offered: ClusterIP (the default) in the cluster, NodePort on each node too, LoadBalancer outside too, ExternalName as another name for a host.</summary>
    [Proto(4), Default("ClusterIP")]
    [Values("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")]
    public string? Type { get; init; }

    /// <summary>Addresses at which nodes take traffic for this service too. Whoever sets them must route them to the nodes.</summary>
    [Proto(5)]
    [NotActedOn("nodes take no traffic for other addresses than their own")]
    [JsonPropertyName("externalIPs")]
    public IReadOnlyList<string>? ExternalIPs { get; init; }

    /// <summary>Whether a client comes to the same pod again: ClientIP, or None (the default).</summary>
    [Proto(7), Default("None")]
    [Values("ClientIP", "None")]
    public string? SessionAffinity { get; init; }

    /// <summary>The address that a load balancer is asked for.</summary>
    [Proto(8)]
    [NotActedOn("there is no load balancer")]
    [JsonPropertyName("loadBalancerIP")]
    public string? LoadBalancerIP { get; init; }

    /// <summary>The networks whose clients a load balancer lets in.</summary>
    [Proto(9)]
    [NotActedOn("there is no load balancer")]
    public IReadOnlyList<string>? LoadBalancerSourceRanges { get; init; }

    /// <summary>The host that a service of type ExternalName is another name for.</summary>
    [Proto(10)]
    public string? ExternalName { get; init; }

    /// <summary>Where traffic from outside goes: Cluster (the default) to any pod, Local to pods of the node that took it.</summary>
    [Proto(11)]
    [Values("Cluster", "Local")]
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary>The node port at which a load balancer asks for the health of a node, for externalTrafficPolicy Local.</summary>
    [Proto(12)]
    [NotActedOn("there is no load balancer that would ask")]
    public int? HealthCheckNodePort { get; init; }

    /// <summary>Whether the name of the service also stands for pods that are not ready.</summary>
    [Proto(13)]
    public bool? PublishNotReadyAddresses { get; init; }

    /// <summary>The settings of the session affinity.</summary>
    [Proto(14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary>The address families of the service: IPv4, IPv6 or both; given by the server unless chosen.</summary>
    [Proto(19)]
    public IReadOnlyList<string>? IpFamilies { get; init; }

    /// <summary>How many families the service wants: SingleStack (the default), PreferDualStack or RequireDualStack.</summary>
    [Proto(17)]
    [Values("SingleStack", "PreferDualStack", "RequireDualStack")]
    public string? IpFamilyPolicy { get; init; }

    /// <summary>Whether a service of type LoadBalancer takes node ports too; true unless given.</summary>
    [Proto(20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Which load balancer implementation serves this service. Cannot be changed once it is set.</summary>
    [Proto(21)]
    [NotActedOn("there is no load balancer")]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Where traffic from inside the cluster goes: Cluster (the default) to any pod, Local to pods of the same node.</summary>
    [Proto(22)]
    [NotActedOn("traffic goes to the pods of all nodes", Unless = "Cluster")]
    [Values("Cluster", "Local")]
    public string? InternalTrafficPolicy { get; init; }

    /// <summary>A preference among the pods: PreferClose for those that are near.</summary>
    [Proto(23)]
    [NotActedOn("all pods are equally near")]
    public string? TrafficDistribution { get; init; }
}
