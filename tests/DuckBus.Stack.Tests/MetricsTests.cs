using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Stack.Tests;

/// <summary>What a running cluster measures, against what Prometheus takes and Grafana shows.</summary>
public sealed partial class MetricsTests
{
    // Prometheus makes these itself.
    private static readonly string[] OfPrometheus = ["up"];

    [Fact]
    public async Task Prometheus_takes_the_metrics_of_a_running_cluster_and_the_dashboard_shows_only_those()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-metrics-").FullName;
        try
        {
            var port = FreePort.Next();
            await using var run = await DuckBusProcess.StartAsync(
                "run", new Dictionary<string, string>(), "run", "--runtime", "file", "--data", directory, "--port", $"{port}");
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.Async("the cluster is ready", TimeSpan.FromSeconds(90), () => run.Output.Contains("Ctrl-C", StringComparison.Ordinal), () => run.Tail);
            using var answer = await http.PostAsync("/api/containers", new StringContent("""{"name": "nginx"}""", null, "application/json"));
            answer.EnsureSuccessStatusCode();
            var metrics = "";
            await Eventually.Async("a pod has started and been measured", TimeSpan.FromSeconds(60), async () =>
                (metrics = await http.GetStringAsync("/metrics")).Contains("duckbus_pod_start_seconds_count", StringComparison.Ordinal), () => run.Tail);

            var file = Path.Combine(directory, "metrics.txt");
            await File.WriteAllTextAsync(file, metrics);
            var (code, said, error) = await Shell.TryAsync("sh", "-c", $"promtool check metrics <{file}");
            (code, said + error).ShouldBe((0, ""));

            var exist = Names(metrics);
            var shown = Queries().SelectMany(query => MetricName().Matches(query)).Select(match => match.Value).Distinct().ToList();
            shown.Count.ShouldBeGreaterThan(15);
            shown.Except(exist).Except(OfPrometheus).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task The_configuration_of_Prometheus_is_valid_and_names_every_part_of_the_stack()
    {
        var config = Repository.Path("infra/prometheus/prometheus.yml");
        await Shell.RunAsync("promtool", "check", "config", config);
        var parts = ComposeService().Matches(await File.ReadAllTextAsync(Repository.Path("docker-compose.yml")))
            .Select(match => match.Groups["name"].Value).Where(name => name is "apiserver" or "scheduler" or "controllers" or "proxy" or "dashboard" || name.StartsWith("node-", StringComparison.Ordinal)).ToList();
        parts.Count.ShouldBe(8);
        var targets = await File.ReadAllTextAsync(config);
        foreach (var part in parts) targets.ShouldContain($"- {part}:");
    }

    /// <summary>Every series that the text of /metrics announces: histograms have three.</summary>
    private static HashSet<string> Names(string metrics) =>
    [
        .. metrics.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).SelectMany(words => words[3] == "histogram"
            ? new[] { "_bucket", "_sum", "_count" }.Select(ending => words[2] + ending)
            : [words[2]]),
    ];

    private static IEnumerable<string> Queries()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Repository.Path("infra/grafana/dashboards/duckbus.json")))!;
        return dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => (string)target!["expr"]!);
    }

    /// <summary>A name with a selector, a range or the end of an argument behind it is a series; labels have commas and brackets of their own.</summary>
    [GeneratedRegex(@"\b(duckbus|process|dotnet)_[a-z_]+\b|\bup\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^  (?<name>[a-z0-9-]+):$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ComposeService();
}
