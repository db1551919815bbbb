using System.Net;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class PodResolverTests
{
    private const string Cluster = "10.96.0.10 | default.svc.cluster.local svc.cluster.local cluster.local corp.example | ndots:5";

    private static readonly ClusterDns Dns = new(IPAddress.Parse("10.96.0.10"), "cluster.local", new HostResolver(["192.0.2.53"], ["corp.example"]));

    [Theory]
    [InlineData(null, false, Cluster)]
    [InlineData("ClusterFirst", false, Cluster)]
    [InlineData("ClusterFirst", true, null)]
    [InlineData("ClusterFirstWithHostNet", true, Cluster)]
    [InlineData("ClusterFirstWithHostNet", false, Cluster)]
    [InlineData("Default", false, null)]
    [InlineData("None", false, null)]
    public void The_policy_says_whom_a_pod_asks(string? policy, bool hostNetwork, string? expected) =>
        Text(PodResolver.Of(Pod(policy, hostNetwork, null), Dns)).ShouldBe(expected);

    [Theory]
    [InlineData("ClusterFirst", "10.96.0.10 9.9.9.9 | default.svc.cluster.local svc.cluster.local cluster.local corp.example pond.local | ndots:2 edns0")]
    [InlineData("Default", "192.0.2.53 9.9.9.9 | corp.example pond.local | ndots:2 edns0")]
    [InlineData("None", "9.9.9.9 | pond.local | ndots:2 edns0")]
    public void What_the_pod_configures_is_added_and_its_options_win(string policy, string expected)
    {
        var config = new PodDnsConfig
        {
            Nameservers = ["9.9.9.9"],
            Searches = ["pond.local"],
            Options = [new PodDnsConfigOption { Name = "ndots", Value = "2" }, new PodDnsConfigOption { Name = "edns0" }],
        };

        Text(PodResolver.Of(Pod(policy, false, config), Dns)).ShouldBe(expected);
    }

    [Fact]
    public void Nothing_is_asked_twice_and_at_most_three_servers()
    {
        var config = new PodDnsConfig { Nameservers = ["10.96.0.10", "1.1.1.1", "2.2.2.2", "3.3.3.3"], Searches = ["cluster.local"] };

        Text(PodResolver.Of(Pod("ClusterFirst", false, config), Dns))
            .ShouldBe("10.96.0.10 1.1.1.1 2.2.2.2 | default.svc.cluster.local svc.cluster.local cluster.local corp.example | ndots:5");
    }

    [Fact]
    public void Without_a_name_server_of_the_cluster_the_engine_resolves() =>
        PodResolver.Of(Pod("ClusterFirst", false, null), Dns with { Server = null }).ShouldBeNull();

    [Theory]
    [InlineData("# comment\nnameserver 192.0.2.1\nnameserver 127.0.0.53\nnameserver ::1\nsearch a.example\nsearch b.example c.example\noptions ndots:1\n", "192.0.2.1", "b.example c.example")]
    [InlineData("domain one.example\r\nnameserver fd00::53\r\n", "fd00::53", "one.example")]
    [InlineData("search .\n", "", "")]
    [InlineData("", "", "")]
    public void The_machines_own_settings_are_read(string file, string servers, string searches)
    {
        var host = HostResolver.Parse(file);

        (string.Join(' ', host.Servers), string.Join(' ', host.Searches)).ShouldBe((servers, searches));
    }

    private static Pod Pod(string? policy, bool hostNetwork, PodDnsConfig? config)
    {
        var pod = A.Pod();
        return pod with { Spec = pod.Spec with { DnsPolicy = policy, HostNetwork = hostNetwork ? true : null, DnsConfig = config } };
    }

    private static string? Text(Kubelet.Runtime.ResolverSettings? settings) => settings is null
        ? null
        : $"{string.Join(' ', settings.Servers)} | {string.Join(' ', settings.Searches)} | {string.Join(' ', settings.Options)}";
}
