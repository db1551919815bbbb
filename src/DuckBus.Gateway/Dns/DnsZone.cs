using System.Net;
using DuckBus.Gateway.Tables;

namespace DuckBus.Gateway.Dns;

/// <summary>All names of the cluster, made from a table. Pure.</summary>
internal sealed class DnsZone
{
    private const string Reverse = ".in-addr.arpa";
    private const int MaxChain = 8;

    // A name with no records is there because there are names below it: it exists, and has nothing to say.
    private readonly Dictionary<string, List<DnsRecord>> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly string domain;
    private readonly DnsRecord authority;

    public DnsZone(RoutingTable table)
    {
        domain = table.ClusterDomain;
        authority = DnsRecord.Authority(domain, table.Revision.Services + table.Revision.EndpointSlices);
        Add(authority);
        Add(DnsRecord.Text($"dns-version.{domain}", "1.1.0"));
        Exists($"pod.{domain}");
        Exists($"svc.{domain}");
        if (table.DnsAddress is { } address)
        {
            Add(DnsRecord.NameServer(domain, $"ns.dns.{domain}"));
            Add(DnsRecord.Host($"ns.dns.{domain}", address));
        }

        foreach (var service in table.Services) AddService(service, $"{service.Name}.{service.Namespace}.svc.{domain}");
    }

    /// <summary>The answer to a question; null if the name is none of the cluster's and others are to be asked.</summary>
    public DnsAnswer? Find(string name, DnsType type)
    {
        if (!IsOurs(name))
            return name.EndsWith(Reverse, StringComparison.OrdinalIgnoreCase) && names.ContainsKey(name) ? Of(name, type) : null;
        return Of(name, type);
    }

    /// <summary>Where an answer leads that is only another name: the name to ask for next, or null.</summary>
    public static string? Leads(DnsAnswer answer, DnsType type)
    {
        if (type is DnsType.CNAME or DnsType.ANY || answer.Records is not [.., { Type: DnsType.CNAME } alias]) return null;
        var at = 0;
        return DnsWire.TryReadName(alias.Data, ref at, out var target) ? target : null;
    }

    private DnsAnswer Of(string name, DnsType type)
    {
        var chain = new List<DnsRecord>();
        for (var step = 0; step < MaxChain; step++)
        {
            if (!names.TryGetValue(name, out var known) && PodAddress(name) is { } pod) known = [DnsRecord.Host(name, pod)];
            if (known is null)
                return chain.Count > 0 && !IsOurs(name) ? Found(chain) : new DnsAnswer(DnsCode.NoSuchName) { Authoritative = true, Records = chain, Authority = authority };
            var found = known.Where(record => record.Type == type || type == DnsType.ANY || record.Type == DnsType.CNAME).ToList();
            chain.AddRange(found);
            if (found.Count == 0) return new DnsAnswer(DnsCode.NoError) { Authoritative = true, Records = chain, Authority = authority };
            if (Leads(Found(chain), type) is not { } next || !IsOurs(next)) break;
            name = next;
        }

        return Found(chain);
    }

    private DnsAnswer Found(List<DnsRecord> records) => new(DnsCode.NoError)
    {
        Authoritative = true,
        Records = records,
        Additional = [.. records.Where(record => record.Type == DnsType.SRV).SelectMany(AddressesOf).Distinct()],
    };

    private IEnumerable<DnsRecord> AddressesOf(DnsRecord service)
    {
        var at = 6;
        return DnsWire.TryReadName(service.Data, ref at, out var target) && names.TryGetValue(target, out var known)
            ? known.Where(record => record.Type == DnsType.A)
            : [];
    }

    private void AddService(ServiceRoute service, string name)
    {
        if (service.ExternalName is { } external)
        {
            Add(DnsRecord.Alias(name, external.TrimEnd('.')));
            return;
        }

        if (service.Address is { } address)
        {
            Add(DnsRecord.Host(name, address));
            Add(DnsRecord.Pointer(ReverseName(address), name));
            foreach (var port in service.Ports.Where(port => port.Name is not null))
                Add(DnsRecord.Service(PortName(port, name), 100, port.Port, name));
            return;
        }

        var hosts = service.Hosts.DistinctBy(host => host.Address).ToDictionary(
            host => host.Address, host => $"{host.Hostname ?? host.Address.ToString().Replace('.', '-')}.{name}");
        foreach (var (host, hostName) in hosts)
        {
            Add(DnsRecord.Host(name, host));
            Add(DnsRecord.Host(hostName, host));
            if (!names.ContainsKey(ReverseName(host))) Add(DnsRecord.Pointer(ReverseName(host), hostName));
        }

        foreach (var port in service.Ports.Where(port => port.Name is not null))
            foreach (var endpoint in port.Endpoints.Where(endpoint => hosts.ContainsKey(endpoint.Address)))
                Add(DnsRecord.Service(PortName(port, name), Math.Max(1, 100 / port.Endpoints.Count), endpoint.Port, hosts[endpoint.Address]));
    }

    private void Add(DnsRecord record)
    {
        Exists(record.Name);
        names[record.Name].Add(record);
    }

    private void Exists(string name)
    {
        while (names.TryAdd(name, []) && IsBelow(name)) name = name[(name.IndexOf('.') + 1)..];
    }

    private bool IsOurs(string name) => name.Equals(domain, StringComparison.OrdinalIgnoreCase) || IsBelow(name);

    private bool IsBelow(string name) =>
        name.Length > domain.Length && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && name[^(domain.Length + 1)] == '.';

    // 10-97-0-5.default.pod.cluster.local: the name says it all.
    private IPAddress? PodAddress(string name)
    {
        var suffix = $".pod.{domain}";
        if (!name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) || name[..^suffix.Length].Split('.') is not [var dashed, _]) return null;
        var parts = dashed.Split('-');
        var bytes = new byte[4];
        for (var i = 0; i < bytes.Length; i++)
            if (parts.Length != bytes.Length || !byte.TryParse(parts[i], out bytes[i])) return null;
        return new IPAddress(bytes);
    }

    private static string PortName(PortRoute port, string service) => $"_{port.Name}._{(port.Protocol == TransportProtocol.Udp ? "udp" : "tcp")}.{service}";

    private static string ReverseName(IPAddress address) => string.Join('.', address.ToString().Split('.').Reverse()) + Reverse;
}
