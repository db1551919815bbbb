using DuckBus.Kubelet.Files;
using DuckBus.Plain;
using DuckBus.Push.Commands;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Push.Tests;

/// <summary>A brain with two agents on files, over a bus of each kind.</summary>
internal sealed class PushCluster : IAsyncDisposable
{
    private static readonly string[] Nodes = ["node-1", "node-2"];
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-push-");
    private readonly List<CommandBus> buses = [];

    public Brain Brain { get; private set; } = null!;

    public Dictionary<string, Agent> Agents { get; } = new(StringComparer.Ordinal);

    /// <param name="connect">A connection of its own for the brain and for each agent; the same one each time for a bus in memory.</param>
    public static async Task<PushCluster> StartAsync(Func<CommandBus> connect)
    {
        var cluster = new PushCluster();
        var bus = cluster.Connect(connect);
        cluster.Brain = new Brain(Nodes, bus, TimeSpan.FromSeconds(30), TimeProvider.System, NullLogger.Instance);
        foreach (var name in Nodes)
        {
            var agent = new Agent(new PlainNode(name, new FileRuntime(cluster.directory.FullName, name, TimeProvider.System, NullLogger.Instance)), NullLogger.Instance);
            await agent.StartAsync(cluster.Connect(connect), CancellationToken.None);
            cluster.Agents[name] = agent;
        }

        return cluster;
    }

    public string FileOf(string node) => Path.Combine(directory.FullName, node + "_running.txt");

    public Task<ContainerLine> StartAsync(string name, string? node = null) =>
        Brain.StartAsync(new PlainRequest { Name = name, Node = node }, CancellationToken.None);

    public Task<ContainerLine> StopAsync(string name, bool forget = false) =>
        Brain.StopAsync(new StopRequest { Name = name, Forget = forget }, CancellationToken.None);

    public Task<IReadOnlyList<ContainerLine>> ListAsync() => Brain.ListAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents.Values) await agent.DisposeAsync();
        foreach (var bus in buses) await bus.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private CommandBus Connect(Func<CommandBus> connect)
    {
        var bus = connect();
        if (buses.Contains(bus)) return bus;
        bus.Start();
        buses.Add(bus);
        return bus;
    }
}
