using DuckBus.Client.Api;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>Waits until a cluster can take work: every part says so, and the API shows that many nodes Ready.</summary>
internal sealed class Readiness(Host host, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ApiClient api = ApiClient.Connect(host.Settings.ApiServers);

    /// <summary>Waits for as long as it takes, and says what it waits for when that is long.</summary>
    public async Task WaitAsync(Func<string?> notReadyReason, int nodes)
    {
        var since = host.Time.GetTimestamp();
        while (notReadyReason() is { } reason || (reason = await NodesMissingAsync(nodes)) is not null)
        {
            if (host.Time.GetElapsedTime(since) > Patience)
            {
                log.LogWarning("⚠ not ready yet: {Reason}", reason);
                since = host.Time.GetTimestamp();
            }

            await Task.Delay(Look, host.Time, host.Stopping);
        }
    }

    private async Task<string?> NodesMissingAsync(int wanted)
    {
        try
        {
            var nodes = await api.ListAsync<Node>(new ListOptions(), host.Stopping);
            var ready = nodes.Items.Count(IsReady);
            return ready >= wanted ? null : $"{ready} of {wanted} nodes are Ready";
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or Model.Errors.StatusException)
        {
            return e.Message;
        }
    }

    private static bool IsReady(Node node) =>
        node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
