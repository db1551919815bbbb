using System.Net;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>Services: what goes with which type, and what stays for ever. Who has which address is not decided here.</summary>
internal sealed class ServiceRules : KindRules<Service>
{
    private const int AffinityLimit = 86_400;

    public override bool NamesAreLabels => true;

    protected override IEnumerable<string> Warnings(Service resource) => ServiceWarnings.Of(resource.Spec);

    protected override Service Default(Service resource) => resource with { Spec = ServiceDefaults.Apply(resource.Spec) };

    protected override Service PrepareCreate(Service resource) => resource with { Status = new ServiceStatus { LoadBalancer = new LoadBalancerStatus() } };

    protected override Service PrepareUpdate(Service before, Service after) => after with
    {
        Spec = ServiceDefaults.Drop(before.Spec, ServiceDefaults.Keep(before.Spec, after.Spec)),
        Status = before.Status,
    };

    protected override void Validate(Service resource, Problems problems)
    {
        var (name, spec) = (resource.Metadata.Name ?? "", resource.Spec);
        if (name.Length > 0 && char.IsAsciiDigit(name[0])) problems.Add(StatusCause.Invalid("metadata.name", name, "must start with a letter"));
        problems.OneOf(spec.Type, "spec.type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        problems.OneOf(spec.SessionAffinity, "spec.sessionAffinity", "ClientIP", "None");
        problems.OneOf(spec.InternalTrafficPolicy, "spec.internalTrafficPolicy", "Cluster", "Local");
        problems.OneOf(spec.IpFamilyPolicy, "spec.ipFamilyPolicy", "SingleStack", "PreferDualStack", "RequireDualStack");
        problems.OneOf(spec.TrafficDistribution, "spec.trafficDistribution", "PreferClose", "PreferSameZone", "PreferSameNode");
        MetadataRules.Labels(spec.Selector, "spec.selector", problems);
        ServicePortRules.Validate(spec, problems);
        Addresses(spec, problems);
        Affinity(spec, problems);
        Outside(spec, problems);
    }

    protected override void ValidateUpdate(Service before, Service after, Problems problems)
    {
        if (before.Spec.Type != "ExternalName" && after.Spec.Type != "ExternalName")
            problems.Check(before.Spec.ClusterIP is null || before.Spec.ClusterIP == after.Spec.ClusterIP, () =>
                StatusCause.Invalid("spec.clusterIPs[0]", after.Spec.ClusterIP, "may not change once set"));
        if (before.Spec.LoadBalancerClass is not null && after.Spec.Type == "LoadBalancer")
            problems.Check(before.Spec.LoadBalancerClass == after.Spec.LoadBalancerClass, () =>
                StatusCause.Invalid("spec.loadBalancerClass", after.Spec.LoadBalancerClass, "may not change once set"));
    }

    private static void Addresses(ServiceSpec spec, Problems problems)
    {
        if (spec.Type == "ExternalName")
        {
            problems.Check(spec.ClusterIP is null, () => StatusCause.Forbidden("spec.clusterIPs[0]", "may not be set when `type` is 'ExternalName'"));
            var host = (spec.ExternalName ?? "").TrimEnd('.');
            if (host.Length == 0) problems.Add(StatusCause.Required("spec.externalName"));
            else problems.Check(Names.IsDnsSubdomain(host), () => StatusCause.Invalid("spec.externalName", spec.ExternalName, Names.SubdomainRule));
            return;
        }

        if (spec.ClusterIP == "None" && spec.IsExternal())
            problems.Add(StatusCause.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {spec.Type} services"));
        foreach (var (i, address) in (spec.ClusterIPs ?? []).Index())
            problems.Check((address == "None" && i == 0) || IsAddress(address), () => StatusCause.Invalid($"spec.clusterIPs[{i}]", address, "must be a valid IP address"));
        problems.Check(spec.ClusterIP == (spec.ClusterIPs is [var first, ..] ? first : null), () =>
            StatusCause.Invalid("spec.clusterIPs", string.Join(",", spec.ClusterIPs ?? []), "first value must match `clusterIP`"));
        problems.Check(spec.ClusterIPs is not { Count: > 1 }, () => StatusCause.Invalid("spec.clusterIPs", string.Join(",", spec.ClusterIPs!), "this cluster has one address family"));
        problems.Check(spec.IpFamilies is null or ["IPv4"], () => StatusCause.Invalid("spec.ipFamilies", string.Join(",", spec.IpFamilies!), "this cluster is not configured for other families than IPv4"));
        problems.Check(spec.IpFamilyPolicy != "RequireDualStack", () => StatusCause.Invalid("spec.ipFamilyPolicy", spec.IpFamilyPolicy, "this cluster is not configured for dual-stack services"));
    }

    private static void Affinity(ServiceSpec spec, Problems problems)
    {
        if (spec is { SessionAffinity: "ClientIP", SessionAffinityConfig: { } config })
            problems.Check(config.ClientIP?.TimeoutSeconds is > 0 and <= AffinityLimit, () => StatusCause.Invalid(
                "spec.sessionAffinityConfig.clientIP.timeoutSeconds", config.ClientIP?.TimeoutSeconds, $"must be greater than 0 and less than {AffinityLimit}"));
    }

    private static void Outside(ServiceSpec spec, Problems problems)
    {
        problems.OneOf(spec.ExternalTrafficPolicy, "spec.externalTrafficPolicy", "Cluster", "Local");
        problems.Check(spec.ExternalTrafficPolicy is null || spec.IsExternal() || spec.ExternalIPs is { Count: > 0 }, () =>
            StatusCause.Invalid("spec.externalTrafficPolicy", spec.ExternalTrafficPolicy, "may only be set for externally-accessible services"));
        foreach (var (i, address) in (spec.ExternalIPs ?? []).Index())
            problems.Check(IsAddress(address), () => StatusCause.Invalid($"spec.externalIPs[{i}]", address, "must be a valid IP address"));
        foreach (var (i, range) in (spec.LoadBalancerSourceRanges ?? []).Index())
            problems.Check(IPNetwork.TryParse(range.Trim(), out _), () =>
                StatusCause.Invalid($"spec.loadBalancerSourceRanges[{i}]", range, "must be a valid CIDR value, such as 10.9.8.0/24"));
        if (spec.Type == "LoadBalancer") return;
        problems.Check(spec.LoadBalancerSourceRanges is not { Count: > 0 }, () => StatusCause.Forbidden("spec.loadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'"));
        problems.Check(spec.LoadBalancerClass is null, () => StatusCause.Forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'"));
        problems.Check(spec.AllocateLoadBalancerNodePorts is null, () => StatusCause.Forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'"));
    }

    private static bool IsAddress(string text) => IPAddress.TryParse(text, out var address) && address.ToString() == text;
}
