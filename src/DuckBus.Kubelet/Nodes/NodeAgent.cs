using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Nodes;

/// <summary>
/// Keeps the node known to the API: its object, and its lease in <c>kube-node-lease</c>, the heartbeat. The lease is renewed
/// every heartbeat; the object is written when it differs from the machine, which is looked at now and then.
/// </summary>
internal sealed class NodeAgent(
    KubeletOptions options, ApiClient api, ApiHealth health, IContainerRuntime runtime, string address, int port,
    Func<string?> trouble, EventRecorder events, TimeProvider time, ILogger log)
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly TimeSpan HeartbeatTimeWritten = TimeSpan.FromMinutes(5);

    private readonly Nudge nudge = new();
    private RuntimeInfo? machine;
    private Node? node;
    private Lease? lease;
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>What the runtime tells of the machine.</summary>
    public RuntimeInfo? Machine
    {
        get => machine;
        set
        {
            machine = value;
            LookSoon();
        }
    }

    /// <summary>The node, for events about it; by name alone while it is not registered.</summary>
    public Node Reference => node ?? new Node { Metadata = new ObjectMeta { Name = options.NodeName } };

    /// <summary>Looks at the node's object with the next heartbeat, which comes at once.</summary>
    public void LookSoon()
    {
        lookedAt = DateTimeOffset.MinValue;
        nudge.Give();
    }

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await BeatAsync(cancellationToken);
            await WaitAsync(cancellationToken);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.LeaseDuration, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (time.GetUtcNow() - lookedAt >= options.NodeStatusPeriod) await LookAsync(both.Token);
            await RenewAsync(both.Token);
            health.Answered();
        }
        catch (Exception failure) when (ApiHealth.IsOutage(failure, cancellationToken))
        {
            lease = null; // It may have been renewed, and only the answer was lost.
            lookedAt = DateTimeOffset.MinValue;
            health.Failed(failure is OperationCanceledException ? "no answer in time" : failure.Message);
        }
        catch (StatusException refused)
        {
            // 409: somebody else wrote it too. 404: the node or its namespace is not there yet. The next beat starts afresh.
            log.LogDebug("heartbeat was refused: {Failure}", refused.Message);
            lease = null;
            lookedAt = DateTimeOffset.MinValue;
            health.Answered();
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var beat = new CancellationTokenSource(Beat.Align(options.Heartbeat, time), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, cancellationToken);
        try
        {
            await nudge.WaitAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            // The next beat, or the end.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // First: what is nudged while this look is under way needs another one.
        var now = lookedAt = time.GetUtcNow();
        var live = await api.GetAsync<Node>(null, options.NodeName, cancellationToken);
        var labels = NodeBuilder.Labels(options, machine);
        if (live is null)
        {
            live = await api.CreateAsync(
                new Node { Metadata = new ObjectMeta { Name = options.NodeName, Labels = labels } }, cancellationToken);
            log.LogInformation("⎈ NODE: {Node} is registered  {Address}:{Port}", options.NodeName, address, port);
        }
        else if (labels.Any(label => live.Metadata.Labels?.GetValueOrDefault(label.Key) != label.Value))
        {
            var all = new SortedDictionary<string, string>(
                (live.Metadata.Labels ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (var (key, value) in labels) all[key] = value;
            live = await api.UpdateAsync(live with { Metadata = live.Metadata with { Labels = all } }, cancellationToken);
        }

        var status = NodeBuilder.Status(options, machine, runtime.Name, address, port, trouble(), live.Status, now);
        if (node is null) events.Normal(live, "Starting", "Starting kubelet.");
        node = Differs(live.Status, status, now) ? await api.UpdateStatusAsync(live with { Status = status }, cancellationToken) : live;
        Tell(live.Status, node);
    }

    private void Tell(NodeStatus before, Node now)
    {
        var isReady = Conditions.IsTrue(now.Status.Conditions, "Ready");
        if (isReady == Conditions.IsTrue(before.Conditions, "Ready")) return;
        var state = isReady ? "NodeReady" : "NodeNotReady";
        events.Normal(now, state, $"Node {options.NodeName} status is now: {state}");
    }

    /// <summary>Whether the status says something new, or was not confirmed for long. Times alone are no news.</summary>
    private static bool Differs(NodeStatus live, NodeStatus own, DateTimeOffset now)
    {
        var confirmed = live.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.LastHeartbeatTime;
        return confirmed is null || now - confirmed > HeartbeatTimeWritten
            || !ModelJson.Write(WithoutTimes(live)).AsSpan().SequenceEqual(ModelJson.Write(WithoutTimes(own)));
    }

    private static NodeStatus WithoutTimes(NodeStatus status) => status with
    {
        Conditions = status.Conditions?.OrderBy(condition => condition.Type, StringComparer.Ordinal)
            .Select(condition => condition with { LastHeartbeatTime = null, LastTransitionTime = null }).ToList(),
        Capacity = status.Capacity?.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(),
        Allocatable = status.Allocatable?.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(),
    };

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        lease ??= await api.GetAsync<Lease>(LeaseNamespace, options.NodeName, cancellationToken);
        var spec = new LeaseSpec
        {
            HolderIdentity = options.NodeName,
            LeaseDurationSeconds = Math.Max(1, (int)Math.Ceiling(options.LeaseDuration.TotalSeconds)),
            RenewTime = time.GetUtcNow(),
        };
        if (lease is not null)
        {
            lease = await api.UpdateAsync(lease with { Spec = spec }, cancellationToken);
            return;
        }

        lease = await api.CreateAsync(
            new Lease
            {
                Metadata = new ObjectMeta { Name = options.NodeName, Namespace = LeaseNamespace, OwnerReferences = Owner() },
                Spec = spec,
            },
            cancellationToken);
    }

    /// <summary>The lease goes when the node goes.</summary>
    private IReadOnlyList<OwnerReference>? Owner() => node?.Metadata.Uid is { } uid
        ? [new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = options.NodeName, Uid = uid }]
        : null;
}
