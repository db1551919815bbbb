using DuckBus.Telemetry.Prometheus;

namespace DuckBus.Telemetry.Tests.Prometheus;

public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("duckbus_pods", "duckbus_pods")]
    [InlineData("http.server.active", "http_server_active")]
    [InlineData("9lives", "_9lives")]
    [InlineData("naïve-name", "na_ve_name")]
    public void Names_are_made_valid(string instrument, string name) =>
        PrometheusText.MetricName(instrument, MetricType.Gauge).ShouldBe(name);

    [Theory]
    [InlineData("duckbus_restarts", "duckbus_restarts_total")]
    [InlineData("duckbus_restarts_total", "duckbus_restarts_total")]
    public void Counters_end_in_total(string instrument, string name) =>
        PrometheusText.MetricName(instrument, MetricType.Counter).ShouldBe(name);

    [Fact]
    public void Labels_are_sorted_and_escaped() =>
        PrometheusText.Labels([new("trigger", "event"), new("k8s.kind", "pods"), new("quote", "a\"b\\c\nd"), new("none", null)])
            .ShouldBe("""
                k8s_kind="pods",none="",quote="a\"b\\c\nd",trigger="event"
                """);

    [Fact]
    public void Help_stays_on_one_line()
    {
        var text = new PrometheusText();
        text.Header("x", "first\nsecond \\ third", MetricType.Gauge);
        text.ToString().ShouldBe("# HELP x first\\nsecond \\\\ third\n# TYPE x gauge\n");
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.1, "0.1")]
    [InlineData(1234567890, "1234567890")]
    public void Numbers_are_written_as_prometheus_reads_them(double value, string written)
    {
        var text = new PrometheusText();
        text.Sample("x", "", value);
        text.ToString().ShouldBe($"x {written}\n");
    }
}
