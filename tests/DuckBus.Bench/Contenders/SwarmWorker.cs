using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Contenders;

/// <summary>A second engine that has joined a swarm as a worker: a node that can be lost.</summary>
public sealed class SwarmWorker : IAsyncDisposable
{
    private const string Address = "10.201.0.2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DockerEngine engine;

    private SwarmWorker(DockerEngine engine, string node) => (this.engine, Node) = (engine, node);

    /// <summary>Its id in the swarm.</summary>
    public string Node { get; }

    /// <summary>Starts an engine and lets it join; returns when the swarm takes it for ready.</summary>
    /// <param name="manager">The engine of the swarm, in a network namespace of its own.</param>
    /// <param name="bridge">The manager's bridge, to which the worker is wired.</param>
    /// <param name="address">The manager's address on it.</param>
    /// <exception cref="InvalidOperationException">It cannot; the message says why.</exception>
    public static async Task<SwarmWorker> JoinAsync(DockerEngine manager, string bridge, string address)
    {
        var worker = await DockerEngine.StartAsync(network: false);
        try
        {
            await Shell.RunAsync("env", $"DOCKER_HOST={worker.Endpoint}", Repository.Program, "images");
            await worker.InsideAsync("ip", "link", "set", "lo", "up");
            await manager.InsideAsync("ip", "link", "add", "worker0", "type", "veth", "peer", "name", bridge, "netns", $"{worker.Process}");
            await manager.InsideAsync("ip", "link", "set", "worker0", "master", bridge, "up");
            await worker.InsideAsync("ip", "addr", "add", $"{Address}/24", "dev", bridge);
            await worker.InsideAsync("ip", "link", "set", bridge, "up");
            var token = (await manager.DockerAsync("swarm", "join-token", "--quiet", "worker")).Trim();
            await worker.DockerAsync("swarm", "join", "--advertise-addr", Address, "--token", token, $"{address}:2377");
            var node = (await worker.DockerAsync("info", "--format", "{{.Swarm.NodeID}}")).Trim();
            await Eventually.Async("the worker is ready", Patience, async () =>
                (await manager.DockerAsync("node", "inspect", node, "--format", "{{.Status.State}}")).Trim() == "ready");
            return new SwarmWorker(worker, node);
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the engine and its containers at once (SIGKILL), as a power cut does.</summary>
    public Task KillAsync() => engine.KillAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
