using DuckBus.Model.Coordination;

namespace DuckBus.Controllers.Nodes;

/// <summary>
/// What the controller has seen of the nodes' leases, and of the statuses that kubelets write, which are signs of life too. Times are
/// its own: a renewTime is only compared with the one before, never with a clock, so it does not matter whether the machines
/// agree on the time. A node that has just come into view has its whole grace period before it.
/// </summary>
/// <param name="grace">How long a lease may stand still.</param>
public sealed class NodeHeartbeats(TimeSpan grace)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Heartbeat> heartbeats = new(StringComparer.Ordinal);

    /// <summary>Takes the leases as they are now, for the nodes that there are.</summary>
    /// <returns>The nodes whose health is another than the last time.</returns>
    public IReadOnlyList<string> Observe(IEnumerable<string> nodes, IEnumerable<Lease> leases, DateTimeOffset now)
    {
        var renewals = leases.ToDictionary(lease => lease.Metadata.Name!, lease => lease.Spec.RenewTime, StringComparer.Ordinal);
        lock (gate)
        {
            var there = nodes.ToHashSet(StringComparer.Ordinal);
            foreach (var gone in heartbeats.Keys.Except(there, StringComparer.Ordinal).ToList()) heartbeats.Remove(gone);
            var changed = new List<string>();
            foreach (var node in there)
            {
                var before = heartbeats.GetValueOrDefault(node);
                var after = Next(before, renewals.GetValueOrDefault(node), now);
                heartbeats[node] = after;
                if (before?.Health != after.Health) changed.Add(node);
            }
            return changed;
        }
    }

    /// <summary>
    /// Takes the time that the kubelet wrote into its node's status. One that returns may call its node ready before its lease is looked
    /// at: then it must not be called lost once more.
    /// </summary>
    /// <returns>Whether the node was lost and is back by this.</returns>
    public bool Hear(string node, DateTimeOffset? written, DateTimeOffset now)
    {
        lock (gate)
        {
            if (heartbeats.GetValueOrDefault(node) is not { } before || written is null || written == before.Written) return false;
            var isNews = before.Written is not null;
            heartbeats[node] = isNews ? before with { Written = written, SeenAt = now, Health = NodeHealth.Alive } : before with { Written = written };
            return isNews && before.Health == NodeHealth.Lost;
        }
    }

    /// <summary>
    /// The controller itself was cut off, so it does not know what it missed: every node that is not lost already has its whole
    /// grace period again.
    /// </summary>
    public void Excuse(DateTimeOffset now)
    {
        lock (gate)
            foreach (var (node, heartbeat) in heartbeats.ToList())
                heartbeats[node] = heartbeat with { SeenAt = now };
    }

    /// <summary>The health of a node at the last look.</summary>
    public NodeHealth HealthOf(string node)
    {
        lock (gate) return heartbeats.GetValueOrDefault(node)?.Health ?? NodeHealth.Undecided;
    }

    /// <summary>When the first of the nodes will be lost if nothing more is heard of it; null without one that can be.</summary>
    public DateTimeOffset? NextLoss
    {
        get { lock (gate) return heartbeats.Values.Where(heartbeat => heartbeat.Health != NodeHealth.Lost).Min(heartbeat => (DateTimeOffset?)heartbeat.SeenAt) + grace; }
    }

    /// <summary>Whether a lease has stood still for so long that its node may turn out lost.</summary>
    public bool AnySuspect(DateTimeOffset now)
    {
        lock (gate) return heartbeats.Values.Any(heartbeat => heartbeat.Health != NodeHealth.Lost && now - heartbeat.SeenAt > grace / 2);
    }

    private Heartbeat Next(Heartbeat? before, DateTimeOffset? renewal, DateTimeOffset now)
    {
        if (before is null) return new Heartbeat(renewal, null, now, NodeHealth.Undecided);
        if (renewal is not null && renewal != before.Renewal) return before with { Renewal = renewal, SeenAt = now, Health = NodeHealth.Alive };
        return now - before.SeenAt > grace ? before with { Health = NodeHealth.Lost } : before;
    }

    private sealed record Heartbeat(DateTimeOffset? Renewal, DateTimeOffset? Written, DateTimeOffset SeenAt, NodeHealth Health);
}
