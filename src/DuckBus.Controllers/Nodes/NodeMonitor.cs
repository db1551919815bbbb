using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Nodes;

/// <summary>
/// Looks at the leases of the nodes again and again, by itself and not by events: a lease that stands still makes no event. It never
/// blames a node for its own trouble: when a look fails or comes late, or when the server takes no writes (so that kubelets
/// cannot renew either), every node gets its grace period anew.
/// </summary>
/// <param name="api">Where the leases are.</param>
/// <param name="nodes">The nodes that there are.</param>
/// <param name="heartbeats">What was seen.</param>
/// <param name="period">Time between two looks while all is well.</param>
/// <param name="changed">Called for each node whose health changed.</param>
/// <param name="time">The clock.</param>
/// <param name="log">When the API cannot be reached.</param>
public sealed class NodeMonitor(
    ApiClient api, ICache<Node> nodes, NodeHeartbeats heartbeats, TimeSpan period, Action<string> changed, TimeProvider time, ILogger log)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const string ProbeNamespace = "kube-system";
    private const string ProbeName = "node-lifecycle";

    private static readonly TimeSpan Just = TimeSpan.FromMilliseconds(1);

    private long lastLook = time.GetTimestamp();
    private bool cutOff;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; await Task.Delay(Pause(), time, cancellationToken)) await LookAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var leases = await api.ListAsync<Lease>(new ListOptions(LeaseNamespace, ResourceVersion: "0"), cancellationToken);
            if (heartbeats.AnySuspect(time.GetUtcNow())) await ProbeWritesAsync(cancellationToken);
            var late = time.GetElapsedTime(lastLook) > (period * 2) + TimeSpan.FromSeconds(1);
            if (late || cutOff) heartbeats.Excuse(time.GetUtcNow());
            if (cutOff) log.LogInformation("✓ API answers again, every node has its grace period anew");
            cutOff = false;
            lastLook = time.GetTimestamp();
            foreach (var node in heartbeats.Observe(nodes.List().Select(node => node.Metadata.Name!), leases.Items, time.GetUtcNow()))
                changed(node);
        }
        // A term may end while a request fails: what it ends with is the cancellation, all the same.
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (!cutOff) log.LogWarning("⚠ leases cannot be read or written, no node is blamed: {Reason}", failure.Message);
            cutOff = true;
        }
    }

    /// <summary>Until the next period, or until just after the first grace period is over: no node is called lost later than it is.</summary>
    private TimeSpan Pause()
    {
        var (pause, loss) = (Beat.Align(period, time), heartbeats.NextLoss - time.GetUtcNow() + Just);
        return loss > TimeSpan.Zero && loss < pause ? loss.Value : pause;
    }

    private async Task ProbeWritesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lease = await api.GetAsync<Lease>(ProbeNamespace, ProbeName, cancellationToken);
        var spec = new LeaseSpec { HolderIdentity = "controllers", RenewTime = now };
        try
        {
            if (lease is not null) await api.UpdateAsync(lease with { Spec = spec }, cancellationToken);
            else
                await api.CreateAsync(
                    new Lease { Metadata = new ObjectMeta { Namespace = ProbeNamespace, Name = ProbeName }, Spec = spec }, cancellationToken);
        }
        catch (StatusException refused) when (refused.Code < 500)
        {
            // The server decided about a write: it takes them.
        }
    }
}
