using System.Text.Json.Nodes;

namespace DuckBus.Bench.Contenders;

/// <summary>Docker Swarm on the same engine: a replica is one container, without a sandbox.</summary>
public sealed class Swarm(EngineApi engine, string network) : IContender
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<string> services = new(StringComparer.Ordinal);
    private int rolls;

    /// <inheritdoc />
    public string Name => "Docker Swarm";

    /// <inheritdoc />
    public Task RunPodsAsync(string name, int count, CancellationToken cancellationToken) => DeclareAsync(name, count, cancellationToken);

    /// <inheritdoc />
    public async Task DeclareAsync(string name, int replicas, CancellationToken cancellationToken)
    {
        await engine.CallAsync(HttpMethod.Post, "services/create", Spec(name, replicas), cancellationToken);
        services.Add(name);
        await RunAsync(name, replicas, _ => true, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ScaleAsync(string name, int replicas, CancellationToken cancellationToken)
    {
        await UpdateAsync(name, spec => spec["Mode"]!["Replicated"]!["Replicas"] = replicas, cancellationToken);
        await RunAsync(name, replicas, _ => true, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ReplaceAsync(string name, CancellationToken cancellationToken)
    {
        var before = await RunningAsync(name, cancellationToken);
        var victim = before[0];
        await engine.RemoveAsync((string)victim["Status"]!["ContainerStatus"]!["ContainerID"]!, cancellationToken);
        await RunAsync(name, before.Count, task => (string?)task["ID"] != (string?)victim["ID"], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> RestartAsync(string name, CancellationToken cancellationToken)
    {
        var before = await RunningAsync(name, cancellationToken);
        var victim = before[0];
        await engine.CallAsync(HttpMethod.Post, $"containers/{victim["Status"]!["ContainerStatus"]!["ContainerID"]}/kill", null, cancellationToken);
        await RunAsync(name, before.Count, task => (string?)task["ID"] != (string?)victim["ID"], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task RollAsync(string name, CancellationToken cancellationToken)
    {
        var replicas = (await RunningAsync(name, cancellationToken)).Count;
        var value = $"roll={++rolls}";
        await UpdateAsync(name, spec => spec["TaskTemplate"]!["ContainerSpec"]!["Env"] = new JsonArray(value), cancellationToken);
        await RunAsync(name, replicas, task => task["Spec"]!["ContainerSpec"]!["Env"] is JsonArray { Count: 1 } env && (string?)env[0] == value, cancellationToken);
    }

    /// <summary>How many tasks of a service run on a node.</summary>
    public async Task<int> RunningOnAsync(string name, string node, CancellationToken cancellationToken) =>
        (await RunningAsync(name, cancellationToken)).Count(task => (string?)task["NodeID"] == node);

    /// <summary>Waits until so many tasks of a service run, none of them on a node.</summary>
    public Task RunElsewhereAsync(string name, int replicas, string node, CancellationToken cancellationToken) =>
        RunAsync(name, replicas, task => (string?)task["NodeID"] != node, cancellationToken);

    /// <summary>Takes a lost node out of the swarm.</summary>
    public Task ForgetAsync(string node, CancellationToken cancellationToken) =>
        engine.CallAsync(HttpMethod.Delete, $"nodes/{node}?force=true", null, cancellationToken);

    /// <inheritdoc />
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services) await engine.CallAsync(HttpMethod.Delete, $"services/{service}", null, cancellationToken);
        services.Clear();
        // Those that have stopped count too: the engine is busy with removing them, and who comes next would be slowed by it.
        while (((JsonArray)(await engine.CallAsync(HttpMethod.Get, "containers/json?all=true&filters={\"label\":[\"com.docker.swarm.service.name\"]}", null, cancellationToken))!).Count > 0)
            await Task.Delay(Look, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private JsonObject Spec(string name, int replicas) => new()
    {
        [nameof(Name)] = name,
        ["TaskTemplate"] = new JsonObject
        {
            ["ContainerSpec"] = new JsonObject { ["Image"] = "duckbus/duck:local", ["StopGracePeriod"] = 1_000_000_000L },
            ["Networks"] = new JsonArray(new JsonObject { ["Target"] = network }),
            ["RestartPolicy"] = new JsonObject { ["Condition"] = "any", ["Delay"] = 0 },
        },
        ["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = replicas } },

        // A quarter at once, and the new ones first, as a Deployment does.
        ["UpdateConfig"] = new JsonObject { ["Parallelism"] = 3, ["Order"] = "start-first" },
    };

    private async Task UpdateAsync(string name, Action<JsonNode> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var service = (await engine.CallAsync(HttpMethod.Get, $"services/{name}", null, cancellationToken))!;
            var spec = service["Spec"]!.DeepClone();
            change(spec);
            try
            {
                await engine.CallAsync(HttpMethod.Post, $"services/{name}/update?version={service["Version"]!["Index"]}", spec, cancellationToken);
                return;
            }
            catch (InvalidOperationException e) when (e.Message.Contains("out of sequence", StringComparison.Ordinal))
            {
                // The swarm itself was quicker.
            }
        }
    }

    private async Task RunAsync(string name, int count, Func<JsonNode, bool> also, CancellationToken cancellationToken)
    {
        while ((await RunningAsync(name, cancellationToken)).Count(also) != count) await Task.Delay(Look, cancellationToken);
    }

    private async Task<List<JsonNode>> RunningAsync(string name, CancellationToken cancellationToken)
    {
        var tasks = (JsonArray)(await engine.CallAsync(
            HttpMethod.Get, $"tasks?filters={{\"service\":[\"{name}\"],\"desired-state\":[\"running\"]}}", null, cancellationToken))!;
        return [.. tasks.Where(task => (string?)task!["Status"]!["State"] == "running").Select(task => task!)];
    }
}
