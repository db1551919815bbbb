using System.Net;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the names and addresses of a pod.</summary>
internal static class NetworkRules
{
    public static void Validate(PodSpec spec, string field, Problems problems)
    {
        problems.OneOf(spec.DnsPolicy, $"{field}.dnsPolicy", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
        problems.Check(spec.DnsPolicy != "None" || spec.DnsConfig is { Nameservers.Count: > 0 }, () => StatusCause.Required(
            $"{field}.dnsConfig.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None"));
        if (spec.DnsConfig is { } dns) Validate(dns, $"{field}.dnsConfig", problems);
        problems.Check(spec.Hostname is null or "" || Names.IsDnsLabel(spec.Hostname), () =>
            StatusCause.Invalid($"{field}.hostname", spec.Hostname, Names.LabelRule));
        problems.Check(spec.Subdomain is null or "" || Names.IsDnsLabel(spec.Subdomain), () =>
            StatusCause.Invalid($"{field}.subdomain", spec.Subdomain, Names.LabelRule));
        foreach (var (i, alias) in (spec.HostAliases ?? []).Index()) Validate(alias, $"{field}.hostAliases[{i}]", problems);
        if (spec.HostNetwork == true) HostPorts(spec, field, problems);
    }

    private static void Validate(PodDnsConfig dns, string field, Problems problems)
    {
        problems.Check(dns.Nameservers is null or { Count: <= 3 }, () =>
            StatusCause.Invalid($"{field}.nameservers", string.Join(",", dns.Nameservers!), "must not have more than 3 nameservers"));
        foreach (var (i, server) in (dns.Nameservers ?? []).Index()) Address(server, $"{field}.nameservers[{i}]", problems);
        problems.Check(dns.Searches is null or { Count: <= 32 }, () =>
            StatusCause.Invalid($"{field}.searches", dns.Searches!.Count, "must not have more than 32 search paths"));
        foreach (var (i, search) in (dns.Searches ?? []).Index())
            problems.Check(search == "." || Names.IsDnsSubdomain(search.TrimEnd('.').ToLowerInvariant()), () =>
                StatusCause.Invalid($"{field}.searches[{i}]", search, Names.SubdomainRule));
        foreach (var (i, option) in (dns.Options ?? []).Index())
            problems.Check(!string.IsNullOrEmpty(option.Name), () => StatusCause.Required($"{field}.options[{i}]", "must not be empty"));
    }

    private static void Validate(HostAlias alias, string field, Problems problems)
    {
        Address(alias.Ip, $"{field}.ip", problems);
        foreach (var (i, name) in (alias.Hostnames ?? []).Index())
            problems.Check(Names.IsDnsSubdomain(name), () => StatusCause.Invalid($"{field}.hostnames[{i}]", name, Names.SubdomainRule));
    }

    private static void HostPorts(PodSpec spec, string field, Problems problems)
    {
        foreach (var (list, containers) in new[] { ("containers", spec.Containers), ("initContainers", spec.InitContainers ?? []) })
            foreach (var (i, container) in containers.Index())
                foreach (var (j, port) in (container.Ports ?? []).Index())
                    problems.Check(port.HostPort is null || port.HostPort == port.Port, () => StatusCause.Invalid(
                        $"{field}.{list}[{i}].ports[{j}].containerPort", port.Port, "must match `hostPort` when `hostNetwork` is true"));
    }

    private static void Address(string address, string field, Problems problems) => problems.Check(IPAddress.TryParse(address, out _), () =>
        StatusCause.Invalid(field, address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
}
