using System.Diagnostics;
using System.Diagnostics.Metrics;
using DuckBus.Client.Queues;
using DuckBus.Telemetry;

namespace DuckBus.Client.Controllers;

/// <summary>The spans and metrics of one controller.</summary>
internal sealed class ReconcileTelemetry
{
    private readonly PartTelemetry part;
    private readonly string controller;

    public ReconcileTelemetry(PartTelemetry part, string controller, Func<int> depth)
    {
        this.part = part;
        this.controller = controller;
        Duration = part.Meter.CreateHistogram<double>(MetricNames.ReconcileDuration, "s", "One reconcile");
        Errors = part.Meter.CreateCounter<long>(MetricNames.ReconcileErrors, null, "Reconciles that failed and are tried again");
        part.Meter.CreateObservableGauge(MetricNames.WorkQueueDepth,
            () => new Measurement<int>(depth(), new KeyValuePair<string, object?>(Tags.Controller, controller)), null, "Keys that wait in a work queue");
    }

    public Histogram<double> Duration { get; }

    public Counter<long> Errors { get; }

    /// <summary>Starts to measure a reconcile, as part of the trace of its first cause that has one; other traces are linked.</summary>
    public MeasuredReconcile Start(WorkItem item, TimeProvider time)
    {
        var traces = item.Causes.Select(cause => cause.Trace).Where(trace => trace != default).Distinct().ToList();
        var span = part.Spans.HasListeners() ? Span(item, traces) : null;
        return new MeasuredReconcile(this, controller, item.Causes[0].Trigger, traces.FirstOrDefault(), span, time);
    }

    private Activity? Span(WorkItem item, List<ActivityContext> traces) => part.Spans.StartActivity(
        $"{SpanNames.Reconcile} {item.Key}",
        ActivityKind.Internal,
        traces.FirstOrDefault(),
        [
            new(Tags.Trigger, item.Causes[0].Trigger.Word()), new(Tags.Controller, controller),
            new(Tags.Namespace, item.Key.Namespace), new(Tags.Name, item.Key.Name),
        ],
        traces.Skip(1).Select(trace => new ActivityLink(trace)));
}
