using DuckBus.Client.Queues;
using DuckBus.Kubelet.Observation;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>
/// The queue of one in front of a pod's worker: the latest that was declared, and all causes that came together while it
/// waited. News that make the end more urgent interrupt what the worker waits for.
/// </summary>
internal sealed class PodInbox : IDisposable
{
    private readonly Lock gate = new();
    private readonly Nudge signal = new();
    private readonly List<Cause> causes = [];
    private CancellationTokenSource interrupt = new();
    private Pod? declared;
    private bool gone;
    private bool dirty = true;
    private bool closed;

    /// <summary>The latest that was declared; null if the API never told of the pod.</summary>
    public Pod? Declared
    {
        get { lock (gate) return declared; }
    }

    /// <summary>Whether the API has no such pod any more.</summary>
    public bool Gone
    {
        get { lock (gate) return gone; }
    }

    /// <summary>Takes what is declared now. The worker is only called if that changes what there is to do.</summary>
    public void Declare(Pod pod, Cause cause)
    {
        lock (gate)
        {
            var before = declared;
            declared = pod;
            if (before is not null && !Matters(before, pod)) return;
            if (before is not null && MoreUrgent(before, pod)) Interrupt();
            Call(cause);
        }
    }

    /// <summary>The API has no such pod any more.</summary>
    public void Vanish(Cause cause)
    {
        lock (gate)
        {
            if (gone) return;
            gone = true;
            Interrupt();
            Call(cause);
        }
    }

    /// <summary>Calls the worker.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="look">Whether what the worker knows of the engine may be outdated.</param>
    public void Call(Cause cause, bool look)
    {
        lock (gate)
        {
            dirty |= look;
            Call(cause);
        }
    }

    /// <summary>Takes a call back that was not carried through: all that it was for is still to be done.</summary>
    public void GiveBack(Call call)
    {
        lock (gate)
        {
            dirty = true;
            foreach (var cause in call.Causes) Call(cause);
        }
    }

    /// <summary>What the worker knows was learned by a look at the engine, or the pod is new there: no look is needed first.</summary>
    public void TrustState()
    {
        lock (gate) dirty = false;
    }

    /// <summary>What the worker knows may be wrong: the next call comes with a look at the engine.</summary>
    public void TrustNothing()
    {
        lock (gate) dirty = true;
    }

    /// <summary>Waits for a call and takes it.</summary>
    public async Task<Call> TakeAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await signal.WaitAsync(cancellationToken);
            // A call that came between the signal and here was taken by the turn before, and its own signal finds nothing.
            if (Take() is { } call) return call;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            interrupt.Dispose();
        }
    }

    private Call? Take()
    {
        lock (gate)
        {
            if (causes.Count == 0) return null;
            if (interrupt.IsCancellationRequested)
            {
                interrupt.Dispose();
                interrupt = new CancellationTokenSource();
            }

            var call = new Call(declared, gone, [.. causes], dirty, interrupt.Token);
            causes.Clear();
            dirty = false;
            return call;
        }
    }

    private static bool Matters(Pod before, Pod now) =>
        before.Metadata.Generation != now.Metadata.Generation
        || before.Metadata.DeletionTimestamp != now.Metadata.DeletionTimestamp
        || before.Metadata.DeletionGracePeriodSeconds != now.Metadata.DeletionGracePeriodSeconds
        || PodRules.IsFinal(before.Status.Phase) != PodRules.IsFinal(now.Status.Phase)
        || !SameImages(before, now)
        || (now.Spec.Volumes is { Count: > 0 } && !SameLabels(before, now));

    /// <summary>The one part of a pod's spec that may change while it runs.</summary>
    private static bool SameImages(Pod before, Pod now) =>
        before.Spec.Containers.Select(one => one.Image).SequenceEqual(now.Spec.Containers.Select(one => one.Image));

    /// <summary>What volumes of the downward API may show.</summary>
    private static bool SameLabels(Pod before, Pod now) =>
        Same(before.Metadata.Labels, now.Metadata.Labels) && Same(before.Metadata.Annotations, now.Metadata.Annotations);

    private static bool Same(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string>? now) =>
        (before ?? new Dictionary<string, string>()).OrderBy(one => one.Key, StringComparer.Ordinal).SequenceEqual((now ?? new Dictionary<string, string>()).OrderBy(one => one.Key, StringComparer.Ordinal));

    private static bool MoreUrgent(Pod before, Pod now) =>
        now.Metadata.DeletionTimestamp is not null && now.Metadata.DeletionTimestamp != before.Metadata.DeletionTimestamp;

    private void Interrupt()
    {
        if (!closed) interrupt.Cancel();
    }

    private void Call(Cause cause)
    {
        if (closed) return;
        if (causes.Count < 32 && !causes.Contains(cause)) causes.Add(cause);
        signal.Give();
    }
}
