using System.Diagnostics;
using DuckBus.Client.Queues;
using DuckBus.Telemetry;

namespace DuckBus.Client.Controllers;

/// <summary>One reconcile while it is measured.</summary>
internal sealed class MeasuredReconcile(
    ReconcileTelemetry telemetry, string controller, Trigger trigger, ActivityContext trace, Activity? span, TimeProvider time) : IDisposable
{
    private readonly long start = time.GetTimestamp();
    private bool didNotWait;

    /// <summary>The cause of the next try: it goes on in the same trace.</summary>
    public Cause Retry => new(Trigger.Retry, trace);

    /// <summary>The reconcile called nobody: all was as declared.</summary>
    public void DidNotWait() => didNotWait = true;

    public TimeSpan Succeeded()
    {
        // A resync that finds all as declared is no news; its span would bury the others.
        if (didNotWait && trigger == Trigger.Resync && trace == default && span is not null)
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        return Record("ok");
    }

    public void Failed(string outcome, string? error)
    {
        Record(outcome);
        if (error is null) return;
        telemetry.Errors.Add(1, new KeyValuePair<string, object?>(Tags.Controller, controller));
        span?.SetStatus(ActivityStatusCode.Error, error);
    }

    public void Dispose() => span?.Dispose();

    private TimeSpan Record(string outcome)
    {
        var duration = time.GetElapsedTime(start);
        telemetry.Duration.Record(duration.TotalSeconds,
            new KeyValuePair<string, object?>(Tags.Controller, controller),
            new KeyValuePair<string, object?>(Tags.Trigger, trigger.Word()),
            new KeyValuePair<string, object?>("outcome", outcome));
        span?.SetTag("outcome", outcome);
        return duration;
    }
}
