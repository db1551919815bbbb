using System.Net;
using DuckBus.ApiServer;
using DuckBus.Client.Informers;
using DuckBus.Configuration;
using DuckBus.Controllers;
using DuckBus.Dashboard;
using DuckBus.Dashboard.Races;
using DuckBus.Gateway;
using DuckBus.Kubelet;
using DuckBus.Proxy;
using DuckBus.Scheduler;

namespace DuckBus.Composition;

/// <summary>What the settings mean for each part: the one place where the two meet.</summary>
internal static class PartOptions
{
    public static ApiServerOptions ApiServer(Settings settings) => new()
    {
        Urls = settings.ListenUrls,
        AnonymousAuth = settings.AnonymousAuth,
        ServiceNetwork = settings.ServiceClusterIpRange,
        FirstNodePort = SettingsCheck.PortRange(settings.ServiceNodePortRange)!.Value.First,
        LastNodePort = SettingsCheck.PortRange(settings.ServiceNodePortRange)!.Value.Last,
        PlainHttpFrom = [.. (SettingsCheck.Split(settings.PlainHttpFrom, ',') ?? []).Select(network => IPNetwork.Parse(network))],
        KeyDirectory = Path.Combine(settings.Data, "pki"),
        CertificateNames = (settings.TlsSan ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    public static SchedulerOptions Scheduler(Settings settings, bool alone) => new()
    {
        Strategy = settings.Strategy,
        Sync = settings.Sync,
        Resync = settings.Timings.Resync,
        LeaderElection = !alone,
        LeaseDuration = settings.Timings.LeaderLease,
    };

    public static ControllerOptions Controllers(Settings settings, bool alone) => new()
    {
        Sync = settings.Sync,
        Resync = settings.Timings.Resync,
        LeaderElection = !alone,
        LeaseDuration = settings.Timings.LeaderLease,
        NodeGrace = settings.Timings.NodeGrace,
        EvictionTimeout = settings.Timings.EvictionDelay,
    };

    public static KubeletOptions Kubelet(Settings settings, string node) => new()
    {
        NodeName = node,
        Cluster = settings.ClusterName,
        Services = ServiceRange.Parse(settings.ServiceClusterIpRange),
        ClusterDomain = settings.ClusterDomain,
        DataDirectory = NodeDirectory(settings, node),
        ListenUrl = settings.Listen,
        NodeAddress = settings.NodeAddress,
        Heartbeat = settings.Timings.Heartbeat,
        LeaseDuration = settings.Timings.NodeGrace,
        Sync = settings.Sync,
        Resync = settings.Timings.Resync,
        CrashBackoff = settings.Timings.CrashBackoff,
        CrashBackoffMax = settings.Timings.CrashBackoffMax,
        PullBackoff = settings.Timings.PullBackoff,
        StopPodsOnExit = settings.StopPodsOnExit,
    };

    public static DashboardOptions Dashboard(Settings settings, bool alone) => new()
    {
        Url = settings.DashboardAddress,
        Cluster = settings.ClusterName,
        Api = settings.PublicApiUrl?.TrimEnd('/') ?? settings.ApiServers[0].GetLeftPart(UriPartial.Authority),

        // Without a broker a dashboard of its own hears nothing, and must not look as if it did.
        Sync = alone || settings.RabbitMq is not null ? settings.Sync : SyncMode.Poll,
        Resync = settings.Timings.Resync,
        Jaeger = settings.JaegerUrl,
        Race = Runner.Parse(settings.Race ?? "") ?? [],
    };

    public static ProxyOptions Proxy(Settings settings, IReadOnlyList<string> nodes, bool alone) => new()
    {
        Nodes = nodes,
        Range = ServiceRange.Parse(settings.ServiceClusterIpRange),
        ClusterDomain = settings.ClusterDomain,
        Alone = alone,
        Sync = settings.Sync,
        Resync = settings.Timings.Resync,
    };

    /// <summary>Where the embedded store keeps its journal.</summary>
    public static string StoreDirectory(Settings settings) => Path.Combine(settings.Data, "store");

    /// <summary>Where all nodes keep what they know.</summary>
    public static string NodesDirectory(Settings settings) => Path.Combine(settings.Data, "nodes");

    /// <summary>Where a node keeps its checkpoint.</summary>
    public static string NodeDirectory(Settings settings, string node) => Path.Combine(NodesDirectory(settings), node);
}
