using System.Diagnostics.Metrics;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Observation;

/// <summary>The kubelet's own metrics.</summary>
internal sealed class KubeletMetrics(PartTelemetry telemetry)
{
    private readonly Histogram<double> reconcile =
        telemetry.Meter.CreateHistogram<double>(MetricNames.ReconcileDuration, "s", "Time of one reconcile");

    private readonly Counter<long> errors =
        telemetry.Meter.CreateCounter<long>(MetricNames.ReconcileErrors, null, "Reconciles that failed and are tried again");

    private readonly Histogram<double> podStart =
        telemetry.Meter.CreateHistogram<double>(MetricNames.PodStart, "s", "Time from first seeing a pod until all its containers run");

    private readonly Counter<long> restarts =
        telemetry.Meter.CreateCounter<long>(MetricNames.ContainerRestarts, null, "Containers started again after they ended");

    private readonly Counter<long> intruders =
        telemetry.Meter.CreateCounter<long>(MetricNames.Intruders, null, "Containers that nobody declared and that were removed");

    /// <summary>A reconcile is through.</summary>
    public void Reconciled(TimeSpan took, string trigger, string outcome) => reconcile.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>(Tags.Controller, "kubelet"),
        new KeyValuePair<string, object?>(Tags.Trigger, trigger), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A reconcile failed.</summary>
    public void Failed() => errors.Add(1, new KeyValuePair<string, object?>(Tags.Controller, "kubelet"));

    /// <summary>All containers of a pod run.</summary>
    public void PodStarted(TimeSpan took) => podStart.Record(took.TotalSeconds);

    /// <summary>A container was started again.</summary>
    public void Restarted() => restarts.Add(1);

    /// <summary>An intruder was removed.</summary>
    public void IntruderRemoved() => intruders.Add(1);
}
