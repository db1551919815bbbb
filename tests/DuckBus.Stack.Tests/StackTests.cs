using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Stack.Tests;

/// <summary>The full stack on a machine without a registry: built, played on, killed, cleaned.</summary>
public sealed class StackTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Without_a_registry_the_stack_is_built_and_works_and_nothing_is_left_after_everything_was_killed()
    {
        await using var stack = await TestStack.CreateAsync();
        await stack.RunAsync("infra/images.sh");
        var again = await stack.RunAsync("infra/images.sh");
        again.ShouldNotContain("a stand-in made of");
        again.ShouldContain("✓ postgres:15: ");

        var said = await stack.RunAsync("infra/stack.sh", "up");
        said.ShouldContain("The full stack is ready");
        said.ShouldContain($"{stack.At("API_PORT").AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal).TrimEnd('/')}/swagger");
        if (said.Contains("Without grafana", StringComparison.Ordinal)) said.ShouldNotContain("Grafana ");

        using var api = new Rest(stack.At("API_PORT"));
        await FirstContainerAsync(stack, api);
        await IntruderAsync(stack);
        await KubectlAsync(stack);
        await EventsAsync(stack, api);
        await ImperativeAsync(stack);
        await ScenesAsync(stack);
        await ServersAsync(stack);
        await DownAsync(stack);

        await KillEverythingAsync(stack);
    }

    private static async Task FirstContainerAsync(TestStack stack, Rest api)
    {
        await api.PostAsync("/api/containers", """{"name": "nginx"}""");
        await RunsAsync(stack, api, "nginx");
        (await stack.DockerAsync("ps", "--quiet", "--filter", $"label=duckbus.cluster={stack.Name}", "--filter", "label=duckbus.role=container")).ShouldHaveSingleItem();
    }

    private static async Task IntruderAsync(TestStack stack)
    {
        await stack.DockerAsync("run", "--detach", "--label", $"duckbus.cluster={stack.Name}", "--label", "duckbus.node=node-1", "--name", $"fake-{stack.Name}", "duckbus/duck:local");
        await Eventually.Async("the intruder is gone", Deadline, async () => (await stack.DockerAsync("ps", "--all", "--quiet", "--filter", $"name=fake-{stack.Name}")).Length == 0);
    }

    private static async Task KubectlAsync(TestStack stack)
    {
        string[] kubectl = ["--kubeconfig", Path.Combine(stack.Directory, "kubeconfig")];
        (await Shell.RunAsync("kubectl", [.. kubectl, "get", "nodes", "--no-headers"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        var pod = (await Shell.RunAsync("kubectl", [.. kubectl, "get", "pods", "-o", "name"])).Trim();
        (await Shell.RunAsync("kubectl", [.. kubectl, "exec", pod, "--", "hostname"])).Trim().ShouldBe(pod.Split('/')[1]);
    }

    /// <summary>The broker takes longer to start than the cluster, which does not wait for it.</summary>
    private static async Task EventsAsync(TestStack stack, Rest api)
    {
        for (var i = 1; ; i++)
        {
            await api.PostAsync("/api/containers", $$"""{"name": "event{{i}}"}""");
            await RunsAsync(stack, api, $"event{i}");
            var log = await stack.LogAsync("scheduler");
            if (log.Any(line => line.Contains($"event{i}-", StringComparison.Ordinal) && line.Contains("trigger=event", StringComparison.Ordinal))) return;
            i.ShouldBeLessThan(10, string.Join('\n', log));
        }
    }

    private static async Task ImperativeAsync(TestStack stack)
    {
        using var brain = new Rest(stack.At("PUSH_PORT"));
        await Eventually.Async("the brain has a container started", Deadline, async () =>
        {
            await brain.PostAsync("/container/start", """{"name": "nginx"}""");
            return true;
        });
        (await stack.DockerAsync("ps", "--quiet", "--filter", $"label=duckbus.cluster={stack.Name}-push")).ShouldNotBeEmpty();
    }

    /// <summary>The scenes that end and start parts, on the stack as it runs; the others need none of it.</summary>
    private static async Task ScenesAsync(TestStack stack)
    {
        await using var show = await DuckBusProcess.StartAsync(
            "scene", new Dictionary<string, string> { ["DOCKER_HOST"] = stack.Engine.Endpoint.OriginalString },
            "scene", "intruder", "api-down", "rabbitmq-down", "--cluster", stack.Name, "--data", Path.Combine(stack.Directory, "scenes"),
            "--cluster-url", stack.At("API_PORT").ToString(), "--push-url", stack.At("PUSH_PORT").ToString());
        (await show.WaitForExitAsync(TimeSpan.FromMinutes(8))).ShouldBe(0, show.Output);
        show.Output.ShouldContain("3 of 3 scenes went well");
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
        await RunsAsync(stack, api, "event1");
    }

    /// <summary>kill -9 of every part, and of a whole cluster in one process beside it; then <c>make clean</c>, from a copy of the repository.</summary>
    private static async Task KillEverythingAsync(TestStack stack)
    {
        var other = stack.Name + "r";
        var copy = Path.Combine(stack.Directory, "copy");
        Directory.CreateDirectory(Path.Combine(copy, "infra"));
        Directory.CreateDirectory(Path.Combine(copy, "artifacts", "bin", "DuckBus"));
        File.Copy(Repository.Path("infra/clean.sh"), Path.Combine(copy, "infra", "clean.sh"));
        Directory.CreateSymbolicLink(Path.Combine(copy, "artifacts", "bin", "DuckBus", "release"), AppContext.BaseDirectory);
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

    private static async Task RunsAsync(TestStack stack, Rest api, string name)
    {
        var seen = "";
        try
        {
            await Eventually.Async($"{name} runs", Deadline, async () => (string?)JsonNode.Parse(seen = (await api.GetAsync($"/api/containers/{name}")).ToJsonString())!["state"] == "Running", () => seen);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await stack.LogsAsync()}", e);
        }
    }
}
