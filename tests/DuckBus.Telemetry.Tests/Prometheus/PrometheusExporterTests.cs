using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DuckBus.Telemetry.Tests.Prometheus;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly PartTelemetry part = new("scheduler");

    public void Dispose() => part.Dispose();

    [Fact]
    public void Counters_add_up_by_their_labels()
    {
        var counter = part.Meter.CreateCounter<long>("duckbus_schedule_attempts_total", description: "Decisions.");
        counter.Add(1, new KeyValuePair<string, object?>("result", "scheduled"));
        counter.Add(2, new KeyValuePair<string, object?>("result", "scheduled"));
        counter.Add(1, new KeyValuePair<string, object?>("result", "error"));

        part.Metrics.Render().ShouldStartWith("""
            # HELP duckbus_schedule_attempts_total Decisions.
            # TYPE duckbus_schedule_attempts_total counter
            duckbus_schedule_attempts_total{part="scheduler",result="error"} 1
            duckbus_schedule_attempts_total{part="scheduler",result="scheduled"} 3

            """);
    }

    [Fact]
    public void A_part_that_has_stopped_is_shown_no_more()
    {
        using var node = new PartTelemetry("kubelet/node-1");
        node.Meter.CreateCounter<long>("duckbus_container_restarts_total").Add(1);
        part.Metrics.Include(node);
        part.Metrics.Render().ShouldContain("kubelet/node-1");
        part.Metrics.Exclude(node);
        part.Metrics.Render().ShouldNotContain("kubelet/node-1");
    }

    [Fact]
    public void Histograms_count_cumulatively_and_end_at_infinity()
    {
        var histogram = part.Meter.CreateHistogram<double>(MetricNames.ReconcileDuration, description: "One reconcile.");
        foreach (var seconds in new[] { 0.001, 0.02, 0.02, 300 })
            histogram.Record(seconds);

        var text = part.Metrics.Render();
        text.ShouldContain("# TYPE duckbus_reconcile_duration_seconds histogram\n");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_bucket{part="scheduler",le="0.001"} 1""");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_bucket{part="scheduler",le="0.025"} 3""");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_bucket{part="scheduler",le="60"} 3""");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_bucket{part="scheduler",le="+Inf"} 4""");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_sum{part="scheduler"} 300.041""");
        text.ShouldContain("""duckbus_reconcile_duration_seconds_count{part="scheduler"} 4""");
    }

    [Fact]
    public void A_histogram_may_bring_its_own_buckets()
    {
        var histogram = part.Meter.CreateHistogram<int>(
            MetricNames.StoreBatchSize, advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 64] });
        histogram.Record(10);

        var buckets = part.Metrics.Render().Split('\n').Where(line => line.StartsWith("duckbus_store_batch_size_bucket", StringComparison.Ordinal));
        buckets.ShouldBe([
            """duckbus_store_batch_size_bucket{part="scheduler",le="1"} 0""",
            """duckbus_store_batch_size_bucket{part="scheduler",le="64"} 1""",
            """duckbus_store_batch_size_bucket{part="scheduler",le="+Inf"} 1""",
        ]);
    }

    [Fact]
    public void Gauges_show_what_is_so_now()
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal) { ["replicaset"] = 3, ["deployment"] = 1 };
        part.Meter.CreateObservableGauge(MetricNames.WorkQueueDepth, () => depths.Select(depth =>
            new Measurement<int>(depth.Value, new KeyValuePair<string, object?>("controller", depth.Key))));
        var gauge = part.Meter.CreateGauge<int>("duckbus_bus_connected");
        gauge.Record(1);
        gauge.Record(0);
        part.Metrics.Render().ShouldContain("""duckbus_workqueue_depth{part="scheduler",controller="deployment"} 1""");

        depths.Remove("deployment");
        depths["replicaset"] = 0;

        var text = part.Metrics.Render();
        text.ShouldContain("""duckbus_workqueue_depth{part="scheduler",controller="replicaset"} 0""");
        text.ShouldNotContain("deployment");
        text.ShouldContain("""duckbus_bus_connected{part="scheduler"} 0""");
    }

    [Fact]
    public void Several_queues_share_one_name()
    {
        foreach (var controller in new[] { "a", "b" })
        {
            part.Meter.CreateObservableGauge(
                MetricNames.WorkQueueDepth, () => new Measurement<int>(7, new KeyValuePair<string, object?>("controller", controller)));
        }

        var text = part.Metrics.Render();
        text.ShouldContain("""duckbus_workqueue_depth{part="scheduler",controller="a"} 7""");
        text.ShouldContain("""duckbus_workqueue_depth{part="scheduler",controller="b"} 7""");
        text.Split("# TYPE duckbus_workqueue_depth gauge").Length.ShouldBe(2);
    }

    [Fact]
    public void A_gauge_that_cannot_be_read_does_not_spoil_the_others()
    {
        part.Meter.CreateObservableGauge("duckbus_broken", Broken);
        part.Meter.CreateObservableGauge("duckbus_whole", () => 5);

        part.Metrics.Render().ShouldContain("""duckbus_whole{part="scheduler"} 5""");
    }

    [Fact]
    public void Parts_with_the_same_name_in_one_process_keep_their_numbers_apart()
    {
        using var other = new PartTelemetry("scheduler");
        other.Meter.CreateCounter<int>("duckbus_things").Add(9);

        part.Metrics.Render().ShouldNotContain("duckbus_things");
    }

    [Fact]
    public void A_part_can_show_the_others_of_its_process()
    {
        using var kubelet = new PartTelemetry("kubelet/node-1");
        foreach (var one in new[] { kubelet, part })
            one.Meter.CreateCounter<int>("duckbus_things", description: "Things.").Add(2);

        part.Metrics.Include(kubelet);

        part.Metrics.Render().ShouldStartWith("""
            # HELP duckbus_things_total Things.
            # TYPE duckbus_things_total counter
            duckbus_things_total{part="scheduler"} 2
            duckbus_things_total{part="kubelet/node-1"} 2

            """);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say()
    {
        part.Meter.CreateCounter<long>("duckbus_schedule_attempts_total", description: "Decisions.")
            .Add(1, new KeyValuePair<string, object?>("result", "a \"quoted\" \\ one\nand more"));
        part.Meter.CreateHistogram<double>(MetricNames.ReconcileDuration, description: "One reconcile.").Record(0.5);
        part.Meter.CreateHistogram<int>(MetricNames.StoreBatchSize, description: "Writes a transaction.").Record(3);
        part.Meter.CreateObservableGauge(MetricNames.WorkQueueDepth, () => 3, description: "Keys that wait.");
        part.Meter.CreateUpDownCounter<int>(MetricNames.Watches, description: "Open watches.").Add(-1);

        var (exitCode, said) = await PromtoolAsync(part.Metrics.Render());

        said.ShouldBeEmpty();
        exitCode.ShouldBe(0);
    }

    private static int Broken() => throw new InvalidOperationException("no");

    private static async Task<(int ExitCode, string Said)> PromtoolAsync(string metrics)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("promtool (Debian package prometheus) does not start");
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, said);
    }
}
