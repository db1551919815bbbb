using DuckBus.Kubelet.Pods;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Nodes;

/// <summary>Tells the audience that the node goes on without the API: once when it is lost, and again after each change.</summary>
internal sealed class OutageReport(ApiHealth health, PodManager pods, ILogger log)
{
    private readonly Lock gate = new();
    private string? told;

    /// <summary>The API was lost or found again.</summary>
    public void Changed(bool reachable, bool wasLost)
    {
        lock (gate) told = null;
        if (!reachable) log.LogWarning("⚠ API unreachable, using local state");
        else if (wasLost) log.LogInformation("✓ API is back, re-synchronising");
    }

    /// <summary>Something may have changed on the node: while the API is away, says when all is as it should be.</summary>
    public void Look()
    {
        if (health is { IsReachable: true } or { WasAsked: false } || !pods.KnowsDeclared) return;
        var workers = pods.Workers;
        if (workers.Any(worker => worker.IsBusy || !worker.IsSettled)) return;
        var running = workers.SelectMany(worker => worker.State.Containers.Values).Where(record => record.IsRunning)
            .Select(record => record.Id).Order(StringComparer.Ordinal).ToList();
        var now = string.Join(' ', running);
        lock (gate)
        {
            if (told == now) return;
            told = now;
        }

        log.LogInformation("✓ Converged ({Count} container{Plural})", running.Count, running.Count == 1 ? "" : "s");
    }
}
