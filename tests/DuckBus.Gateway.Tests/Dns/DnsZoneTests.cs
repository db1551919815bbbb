using System.Net;
using DuckBus.Gateway.Dns;
using DuckBus.Gateway.Tables;
using DuckBus.Gateway.Tests.Fakes;

namespace DuckBus.Gateway.Tests.Dns;

public sealed class DnsZoneTests
{
    private static readonly DnsZone Zone = new(A.Table(
        A.Service("web", "10.96.0.7", A.Port(80) with { Name = "http" }, A.Port(53) with { Name = "dns", Protocol = TransportProtocol.Udp }, A.Port(90)),
        A.Service("outside") with { ExternalName = "example.org" },
        A.Service("inside") with { ExternalName = "web.default.svc.cluster.local" },
        A.Service("loop") with { ExternalName = "loop.default.svc.cluster.local" },
        A.Service("nobody"),
        A.Service("db", null, A.Port(5432, A.End("10.97.0.5:5432"), A.End("10.97.0.6:5433")) with { Name = "sql" }) with
        {
            Hosts = [new HostRecord(A.Ip("10.97.0.5"), "db-0"), new HostRecord(A.Ip("10.97.0.6"), null)],
        }) with
    { DnsAddress = A.Ip("10.96.0.10") });

    [Theory]
    [InlineData("web.default.svc.cluster.local", "A", "10.96.0.7")]
    [InlineData("WEB.Default.SVC.cluster.LOCAL", "A", "10.96.0.7")]
    [InlineData("web.default.svc.cluster.local", "AAAA", "no data")]
    [InlineData("web.default.svc.cluster.local", "TXT", "no data")]
    [InlineData("web.default.svc.cluster.local", "ANY", "10.96.0.7")]
    [InlineData("web.other.svc.cluster.local", "A", "no such name")]
    [InlineData("nothing.default.svc.cluster.local", "AAAA", "no such name")]
    [InlineData("example.com.default.svc.cluster.local", "A", "no such name")]
    [InlineData("default.svc.cluster.local", "A", "no data")]
    [InlineData("svc.cluster.local", "A", "no data")]
    [InlineData("cluster.local", "A", "no data")]
    [InlineData("cluster.local", "SOA", "ns.dns.cluster.local")]
    [InlineData("cluster.local", "NS", "ns.dns.cluster.local")]
    [InlineData("ns.dns.cluster.local", "A", "10.96.0.10")]
    [InlineData("dns-version.cluster.local", "TXT", "1.1.0")]
    [InlineData("db.default.svc.cluster.local", "A", "10.97.0.5 10.97.0.6")]
    [InlineData("db-0.db.default.svc.cluster.local", "A", "10.97.0.5")]
    [InlineData("10-97-0-6.db.default.svc.cluster.local", "A", "10.97.0.6")]
    [InlineData("db-1.db.default.svc.cluster.local", "A", "no such name")]
    [InlineData("nobody.default.svc.cluster.local", "A", "no such name")]
    [InlineData("_http._tcp.web.default.svc.cluster.local", "SRV", "0 100 80 web.default.svc.cluster.local + 10.96.0.7")]
    [InlineData("_dns._udp.web.default.svc.cluster.local", "SRV", "0 100 53 web.default.svc.cluster.local + 10.96.0.7")]
    [InlineData("_dns._tcp.web.default.svc.cluster.local", "SRV", "no such name")]
    [InlineData("_tcp.web.default.svc.cluster.local", "SRV", "no data")]
    [InlineData("_sql._tcp.db.default.svc.cluster.local", "SRV",
        "0 50 5432 db-0.db.default.svc.cluster.local 0 50 5433 10-97-0-6.db.default.svc.cluster.local + 10.97.0.5 10.97.0.6")]
    [InlineData("outside.default.svc.cluster.local", "A", "example.org → example.org")]
    [InlineData("outside.default.svc.cluster.local", "CNAME", "example.org")]
    [InlineData("inside.default.svc.cluster.local", "A", "web.default.svc.cluster.local 10.96.0.7")]
    [InlineData("10-97-1-2.default.pod.cluster.local", "A", "10.97.1.2")]
    [InlineData("10-97-1-2.default.pod.cluster.local", "AAAA", "no data")]
    [InlineData("10-97-1-256.default.pod.cluster.local", "A", "no such name")]
    [InlineData("10-97-1.default.pod.cluster.local", "A", "no such name")]
    [InlineData("7.0.96.10.in-addr.arpa", "PTR", "web.default.svc.cluster.local")]
    [InlineData("5.0.97.10.in-addr.arpa", "PTR", "db-0.db.default.svc.cluster.local")]
    [InlineData("8.8.8.8.in-addr.arpa", "PTR", "upstream")]
    [InlineData("example.org", "A", "upstream")]
    [InlineData("mycluster.local", "A", "upstream")]
    [InlineData("local", "A", "upstream")]
    [InlineData("", "NS", "upstream")]
    public void Answers(string name, string type, string expected) => Say(name, Enum.Parse<DnsType>(type)).ShouldBe(expected);

    [Fact]
    public void A_name_that_leads_to_itself_ends() => Say("loop.default.svc.cluster.local", DnsType.A).ShouldContain("loop.default");

    [Fact]
    public void Another_domain_is_possible()
    {
        var zone = new DnsZone(A.Table(A.Service("web", "10.96.0.7")) with { ClusterDomain = "duck.test" });
        zone.Find("web.default.svc.duck.test", DnsType.A)!.Records.ShouldHaveSingleItem();
        zone.Find("web.default.svc.cluster.local", DnsType.A).ShouldBeNull();
    }

    private static string Say(string name, DnsType type)
    {
        if (Zone.Find(name, type) is not { } answer) return "upstream";
        answer.Authoritative.ShouldBeTrue();
        if (answer.Records.Count == 0)
        {
            answer.Authority!.Type.ShouldBe(DnsType.SOA);
            return answer.Code == DnsCode.NoSuchName ? "no such name" : "no data";
        }

        var text = string.Join(' ', answer.Records.Select(Text));
        if (answer.Additional.Count > 0) text += " + " + string.Join(' ', answer.Additional.Select(Text));
        return DnsZone.Leads(answer, type) is { } target ? $"{text} → {target}" : text;
    }

    private static string Text(DnsRecord record)
    {
        record.Seconds.ShouldBe(5u);
        var at = record.Type == DnsType.SRV ? 6 : 0;
        var name = record.Type is DnsType.A or DnsType.TXT ? "" : DnsWire.TryReadName(record.Data, ref at, out var read) ? read : "?";
        return record.Type switch
        {
            DnsType.A => new IPAddress(record.Data).ToString(),
            DnsType.TXT => System.Text.Encoding.ASCII.GetString(record.Data.AsSpan(1)),
            DnsType.SRV => $"{record.Data[0] * 256 + record.Data[1]} {record.Data[2] * 256 + record.Data[3]} {record.Data[4] * 256 + record.Data[5]} {name}",
            _ => name,
        };
    }
}
