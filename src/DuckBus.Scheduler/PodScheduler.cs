using System.Diagnostics;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Scheduler;

/// <summary>
/// Finds a node for each pod that has none. Decisions are made one at a time on a snapshot that includes all before; bindings
/// go out in parallel. A pod that fits nowhere is told so, and comes again the moment room appears.
/// </summary>
public sealed class PodScheduler : Controller
{
    // A safety net only: what makes room wakes the pods at once.
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ClusterState state;
    private readonly ActivitySource spans;
    private readonly ICache<Pod> pods;

    /// <summary>Creates the scheduler; nothing runs yet.</summary>
    public PodScheduler(ControllerContext context, ClusterState state)
        : base(context, "scheduler", workers: 16)
    {
        this.state = state;
        spans = context.Telemetry.Spans;
        Watch<Node>(state.Take);
        pods = Watch<Pod>(state.Take);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (pods.Get(key) is not { } pod || !ClusterState.IsToBePlaced(pod) || state.IsBound(pod)) return Requeue.None;
        var decision = state.Place(pod);
        if (decision.Node is { } node) return await BindAsync(pod, node, cancellationToken);
        await TellAsync(pod, decision.Message, cancellationToken);
        return Requeue.In(TryAgain);
    }

    private async Task<Requeue> BindAsync(Pod pod, string node, CancellationToken cancellationToken)
    {
        using var span = spans.StartActivity(SpanNames.Bind);
        span?.SetTag(Tags.Namespace, pod.Metadata.Namespace).SetTag(Tags.Name, pod.Metadata.Name).SetTag(Tags.Node, node);
        // Before the binding: the node may have started the pod by the time that it is answered.
        Log.LogInformation("SCHEDULE: {Pod} → {Node}  trigger={Trigger}", ObjectName.Of(pod), node, CurrentTrigger.Word());
        try
        {
            await Api.BindAsync(pod, node, cancellationToken);
        }
        catch (StatusException refused) when (refused.Code < 500)
        {
            // Gone, bound elsewhere or replaced by another of its name. Of a call that was not answered nothing is known: the
            // pod stays assumed, and the retry binds it to the same node, which is harmless if it was bound.
            span?.SetStatus(ActivityStatusCode.Error, refused.Message);
            state.Unplace(pod);
            // It is gone, and the news of that is on its way. Or that server has not heard of it yet, and no news will ever come.
            if (refused.IsNotFound) return Requeue.In(LookAgain);
            throw;
        }
        state.Bound(pod);
        Events.Normal(pod, "Scheduled", $"Successfully assigned {ObjectName.Of(pod)} to {node}");
        return Requeue.None;
    }

    private async Task TellAsync(Pod pod, string message, CancellationToken cancellationToken)
    {
        Events.Warning(pod, "FailedScheduling", message);
        var conditions = Conditions.With(
            pod.Status.Conditions,
            new PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = message },
            Time.GetUtcNow());
        if (ReferenceEquals(conditions, pod.Status.Conditions)) return;
        Log.LogInformation("PENDING: {Pod}: {Message}  trigger={Trigger}", ObjectName.Of(pod), message, CurrentTrigger.Word());
        pods.Observe(await Api.UpdateStatusAsync(pod with { Status = pod.Status with { Conditions = conditions } }, cancellationToken));
    }
}
