using DuckBus.Bus;
using DuckBus.Dashboard.Stages;

namespace DuckBus.Composition;

/// <summary>The dashboard of a cluster of one process.</summary>
internal static class LocalDashboard
{
    /// <summary>Starts it, unless nobody wants it. A default port that is taken keeps no cluster from starting; one that somebody chose does.</summary>
    /// <returns>Where it is, or why there is none, for the banner; null where nobody wants one.</returns>
    public static async Task<string?> StartAsync(Host host, Parts parts, IChangeBus bus, IStage stage)
    {
        if (!host.Settings.HasDashboard) return null;
        try
        {
            var dashboard = await parts.StartDashboardAsync(bus, stage);
            return LocalCluster.LocalAddress(dashboard.Address.ToString());
        }
        catch (IOException) when (host.Settings.DashboardUrl is null)
        {
            return $"none: {host.Settings.DashboardAddress} is taken by another program; choose an address with --dashboard-url";
        }
    }
}
