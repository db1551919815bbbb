using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>What Kubernetes fills in when a service leaves it out, and what an update keeps or drops. Addresses and node ports come later. Pure.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 10_800;

    /// <summary>Whether services of the type have an address in the cluster.</summary>
    public static bool HasAddress(this ServiceSpec spec) => spec.Type != "ExternalName" && spec.ClusterIP != "None";

    /// <summary>Whether services of the type have ports on the nodes.</summary>
    public static bool HasNodePorts(this ServiceSpec spec) =>
        spec.Type == "NodePort" || (spec.Type == "LoadBalancer" && spec.AllocateLoadBalancerNodePorts != false);

    /// <summary>Whether services of the type can be reached from outside.</summary>
    public static bool IsExternal(this ServiceSpec spec) => spec.Type is "NodePort" or "LoadBalancer";

    public static ServiceSpec Apply(ServiceSpec spec)
    {
        var type = spec.Type is { Length: > 0 } given ? given : "ClusterIP";
        var named = type != "ExternalName";
        var affinity = spec.SessionAffinity ?? "None";
        var address = spec.ClusterIP is { Length: > 0 } ip ? ip : spec.ClusterIPs is [{ Length: > 0 } first, ..] ? first : null;
        return spec with
        {
            Type = type,
            ClusterIP = address,
            ClusterIPs = spec.ClusterIPs is { Count: > 0 } ? spec.ClusterIPs : address is null ? null : [address],
            SessionAffinity = affinity,
            SessionAffinityConfig = affinity switch
            {
                "None" => null,
                "ClientIP" when spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is null =>
                    new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = AffinitySeconds } },
                _ => spec.SessionAffinityConfig,
            },
            InternalTrafficPolicy = spec.InternalTrafficPolicy ?? (named ? "Cluster" : null),
            ExternalTrafficPolicy = spec.ExternalTrafficPolicy ?? (type is "NodePort" or "LoadBalancer" ? "Cluster" : null),
            AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts ?? (type == "LoadBalancer" ? true : null),
            IpFamilyPolicy = spec.IpFamilyPolicy ?? (named ? "SingleStack" : null),
            IpFamilies = spec.IpFamilies is { Count: > 0 } ? spec.IpFamilies : named ? ["IPv4"] : null,
            Ports = spec.Ports is null ? null : [.. spec.Ports.Select(Apply)],
        };
    }

    /// <summary>What a service had and whoever updates it left out: its address and its node ports.</summary>
    public static ServiceSpec Keep(ServiceSpec before, ServiceSpec after)
    {
        if (after.ClusterIP is null && before.ClusterIP is not null && after.Type != "ExternalName" && before.Type != "ExternalName")
            after = after with { ClusterIP = before.ClusterIP, ClusterIPs = before.ClusterIPs };
        if (!after.HasNodePorts() || !before.HasNodePorts()) return after;
        return after with
        {
            Ports = after.Ports is null ? null : [.. after.Ports.Select(port => port.NodePort is > 0 ? port : port with
            {
                NodePort = (before.Ports ?? []).FirstOrDefault(old => old.Port == port.Port && old.Protocol == port.Protocol)?.NodePort,
            })],
        };
    }

    /// <summary>Without what the type before needed and this one has no use for, unless somebody asks for it.</summary>
    public static ServiceSpec Drop(ServiceSpec before, ServiceSpec after)
    {
        if (before.Type == after.Type) return after;
        if (after.Type == "ExternalName" && after.ClusterIP == before.ClusterIP)
            after = after with { ClusterIP = null, ClusterIPs = null, IpFamilies = null, IpFamilyPolicy = null, InternalTrafficPolicy = null };
        if (!after.IsExternal() && after.ExternalTrafficPolicy == before.ExternalTrafficPolicy) after = after with { ExternalTrafficPolicy = null };
        if (after.Type != "LoadBalancer" && after.AllocateLoadBalancerNodePorts == before.AllocateLoadBalancerNodePorts)
            after = after with { AllocateLoadBalancerNodePorts = null };
        if (after.Type != "ExternalName" && after.ExternalName == before.ExternalName) after = after with { ExternalName = null };
        var used = (before.Ports ?? []).Select(port => port.NodePort).ToHashSet();
        return after.HasNodePorts() || after.Ports is null
            ? after
            : after with { Ports = [.. after.Ports.Select(port => used.Contains(port.NodePort) ? port with { NodePort = null } : port)] };
    }

    private static ServicePort Apply(ServicePort port) => port with
    {
        Protocol = port.Protocol is { Length: > 0 } protocol ? protocol : "TCP",
        TargetPort = port.TargetPort is { } target && target.ToString() is not ("" or "0") ? target : port.Port is { } same ? new IntOrString(same) : null,
        NodePort = port.NodePort == 0 ? null : port.NodePort,
    };
}
