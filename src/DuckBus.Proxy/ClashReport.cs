using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Gateway;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy;

/// <summary>Tells once, in the log and on the nodes of this process, that another network has addresses of the cluster, and when that is over.</summary>
internal sealed class ClashReport(IGatewayHost host, IReadOnlyList<string> nodes, ApiClient api, EventRecorder events, ILogger log)
{
    private readonly HashSet<string> untold = [];
    private string? told;

    /// <summary>Looks.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var clash = host.FindClash();
        if (clash != told)
        {
            untold.Clear();
            if (clash is not null) untold.UnionWith(nodes);
            if (clash is not null) log.LogWarning("⚠ {Clash}", clash);
            else log.LogInformation("✓ no other network has addresses of the cluster any more");
            told = clash;
        }

        if (clash is not null) await TellNodesAsync(clash, cancellationToken);
    }

    /// <summary>A node that is not registered yet is told at a later look.</summary>
    private async Task TellNodesAsync(string clash, CancellationToken cancellationToken)
    {
        foreach (var name in untold.ToList())
        {
            try
            {
                if (await api.GetAsync<Node>(null, name, cancellationToken) is not { } node) continue;
                events.Warning(node, "NetworkOverlap", clash);
                untold.Remove(name);
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException)
            {
                log.LogDebug("node {Node} is not told of the overlap yet: {Reason}", name, e.Message);
            }
        }
    }
}
