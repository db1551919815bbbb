using System.Globalization;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>Resident memory of an idle <c>duckbus run</c>: the highest of ten seconds after half a minute of idling.</summary>
public static class MemoryBench
{
    public static async Task RunAsync(Report report)
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-bench-").FullName;
        var engine = await DockerEngine.SharedAsync();
        await using var run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string> { ["DOCKER_HOST"] = engine.Endpoint.ToString() },
            "run", "--data", directory, "--port", $"{FreePort.Next()}", "--cluster", "b" + Guid.NewGuid().ToString("N")[..8], "--service-cluster-ip-range", ServiceRanges.Next());
        await Eventually.Async("duckbus run is ready", TimeSpan.FromSeconds(60), () => Task.FromResult(run.Output.Contains("/swagger", StringComparison.Ordinal)), () => run.Tail);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var highest = 0.0;
        for (var second = 0; second < 10; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            var line = File.ReadLines($"/proc/{run.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            highest = Math.Max(highest, double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024);
        }

        report.Add("memory of duckbus run, idle", $"{highest:0} MB", "200 MB", highest < 200);
        await run.StopAsync();
        Directory.Delete(directory, recursive: true);
    }
}
