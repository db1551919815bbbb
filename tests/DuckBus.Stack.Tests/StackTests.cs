using System.Text.Json.Nodes;
using DuckBus.Scenes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Stack.Tests;

/// <summary>The full stack on a machine without a registry: built, played on, killed, cleaned.</summary>
public sealed class StackTests
{
    private const string Kept = "kept";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Without_a_registry_the_stack_is_built_and_works_and_nothing_is_left_after_everything_was_killed()
    {
        await using var stack = await TestStack.CreateAsync();
        await stack.RunAsync("infra/images.sh");
        var again = await stack.RunAsync("infra/images.sh", "postgres");
        again.ShouldNotContain("a stand-in made of");
        again.ShouldContain("✓ postgres:15: ");

        await Shell.RunAsync("env", "DUCKBUS_REGISTRY=no", $"DOCKER_HOST={stack.Engine.Endpoint.OriginalString}", "make", "-C", Repository.Path("samples/flask"), "build");
        var said = await stack.RunAsync("infra/stack.sh", "up");
        said.ShouldContain("The full stack is ready");
        said.ShouldContain($"{stack.At("API_PORT").AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal).TrimEnd('/')}/swagger");
        if (said.Contains("Without grafana", StringComparison.Ordinal)) said.ShouldNotContain("Grafana ");

        await DeclareAsync(stack);
        await ScenesAsync(stack);
        await ServersAsync(stack);
        await DownAsync(stack);

        await KillEverythingAsync(stack);
    }

    /// <summary>Ready means that a container starts and can be reached; kubectl finds it too.</summary>
    private static async Task DeclareAsync(TestStack stack)
    {
        using var api = new Rest(stack.At("API_PORT"));
        await api.PostAsync("/api/containers", $$"""{"name": "{{Kept}}"}""");
        await RunsAsync(stack, api);
        await KubectlAsync(stack);
    }

    private static async Task KubectlAsync(TestStack stack)
    {
        string[] kubectl = ["--kubeconfig", Path.Combine(stack.Directory, "kubeconfig")];
        (await Shell.RunAsync("kubectl", [.. kubectl, "get", "nodes", "--no-headers"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await Shell.RunAsync("kubectl", [.. kubectl, "exec", $"deploy/{Kept}", "--", "hostname"])).ShouldStartWith($"{Kept}-");
    }

    /// <summary>All scenes that play on it, and the monolith, which has an engine too; the race has clusters of its own only, and is played on files.</summary>
    private static async Task ScenesAsync(TestStack stack)
    {
        string[] scenes = [.. Playbill.Names.Where(scene => scene != "race")];
        await using var show = await DuckBusProcess.StartAsync(
            "scene", new Dictionary<string, string> { ["DOCKER_HOST"] = stack.Engine.Endpoint.OriginalString },
            ["scene", .. scenes, "--lang", "fr", "--cluster", stack.Name, "--data", Path.Combine(stack.Directory, "scenes"), "--push-port", $"{FreePort.Next()}",
            "--cluster-url", stack.At("API_PORT").ToString(), "--push-url", stack.At("PUSH_PORT").ToString(), "--dashboard-url", stack.At("DASHBOARD_PORT").ToString()]);
        (await show.WaitForExitAsync(TimeSpan.FromMinutes(10))).ShouldBe(0, show.Output);

        show.Output.ShouldContain($"{scenes.Length} scènes sur {scenes.Length} réussies, en");
        show.Output.ShouldContain("◼ STOP: fake-container");
        show.Output.ShouldContain("Les spans sont lus dans le dashboard");
        show.Output.ShouldContain("5. RÉCONCILIER (diff + action)");
        foreach (var cluster in new[] { $"{stack.Name}-push", $"scene-monolith-{show.Id}" })
            (await stack.DockerAsync("ps", "--all", "--filter", $"label=duckbus.cluster={cluster}", "--format", "{{.Names}}")).ShouldBeEmpty();
    }

    private static async Task ServersAsync(TestStack stack)
    {
        using var http = new HttpClient();
        await Eventually.Async("Prometheus scrapes every part", Deadline, async () =>
        {
            var targets = JsonNode.Parse(await http.GetStringAsync(new Uri(stack.At("PROMETHEUS_PORT"), "/api/v1/targets")))!["data"]!["activeTargets"]!.AsArray();
            return targets.Count >= 8 && targets.All(target => (string?)target!["health"] == "up");
        });
        (await http.GetStringAsync(stack.At("RABBITMQ_UI_PORT"))).ShouldContain("RabbitMQ");
        (await http.GetStringAsync(stack.At("DASHBOARD_PORT"))).ShouldContain("DuckBus");
    }

    /// <summary>No container and no network stays, and what was declared comes back.</summary>
    private static async Task DownAsync(TestStack stack)
    {
        await stack.RunAsync("infra/stack.sh", "down");
        (await stack.LeftAsync()).ShouldAllBe(left => left.StartsWith("volume ", StringComparison.Ordinal));
        await stack.RunAsync("infra/stack.sh", "up");
        using var api = new Rest(stack.At("API_PORT"));
        await RunsAsync(stack, api);
        await KubectlAsync(stack);
    }

    /// <summary>kill -9 of every part, and of a whole cluster in one process beside it; then <c>make clean</c>, from a copy of the repository.</summary>
    private static async Task KillEverythingAsync(TestStack stack)
    {
        var other = stack.Name + "r";
        var copy = Path.Combine(stack.Directory, "copy");
        Directory.CreateDirectory(Path.Combine(copy, "infra"));
        Directory.CreateDirectory(Path.Combine(copy, "artifacts", "bin", "DuckBus"));
        File.Copy(Repository.Path("infra/clean.sh"), Path.Combine(copy, "infra", "clean.sh"));
        Directory.CreateSymbolicLink(Path.Combine(copy, "artifacts", "bin", "DuckBus", "release"), Repository.Product);
        await using var run = await DuckBusProcess.StartAsync(
            "run", new Dictionary<string, string> { ["DOCKER_HOST"] = stack.Engine.Endpoint.OriginalString },
            "run", "--cluster", other, "--port", $"{FreePort.Next()}", "--data", Path.Combine(copy, "run"), "--service-cluster-ip-range", ServiceRanges.Next());
        await Eventually.Async("the other cluster is ready", Deadline, () => run.Output.Contains("Ctrl-C", StringComparison.Ordinal), () => run.Tail);

        await run.KillAsync();
        await stack.DockerAsync(["kill", .. await stack.DockerAsync("ps", "--quiet", "--filter", $"label=duckbus.stack={stack.Name}")]);
        (await stack.LeftAsync()).ShouldNotBeEmpty();

        foreach (var cluster in new[] { stack.Name, stack.Name + "-push", other })
            await stack.RunAsync(Path.Combine(copy, "infra", "clean.sh"), cluster);
        (await stack.LeftAsync()).ShouldBeEmpty();
        (await stack.DockerAsync("ps", "--all", "--filter", $"label=duckbus.cluster={other}", "--quiet")).ShouldBeEmpty();
        (await stack.DockerAsync("network", "ls", "--filter", $"label=duckbus.cluster={other}", "--quiet")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(copy).Select(Path.GetFileName).Order().ShouldBe(["artifacts", "infra"]);
        var (_, processes, _) = await Shell.TryAsync("pgrep", "--full", "--list-full", stack.Name);
        processes.ShouldBeEmpty();
    }

    private static async Task RunsAsync(TestStack stack, Rest api)
    {
        var seen = "";
        try
        {
            await Eventually.Async("what was declared runs", Deadline, async () => (string?)JsonNode.Parse(seen = (await api.GetAsync($"/api/containers/{Kept}")).ToJsonString())!["state"] == "Running", () => seen);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await stack.LogsAsync()}", e);
        }
    }
}
