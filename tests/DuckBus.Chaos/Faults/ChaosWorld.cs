using DuckBus.Chaos.Clients;
using DuckBus.Chaos.Plan;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Chaos.Faults;

/// <summary>
/// What is broken: a cluster of separate processes on servers and an engine of its own, every connection through a proxy, and
/// beside it a small API server with the embedded store on a small disk.
/// </summary>
public sealed class ChaosWorld : IAsyncDisposable
{
    /// <summary>The small API server.</summary>
    public const string Small = "small-server";

    private const string NodeWithSmallDisk = "node-3";
    private const int PostgresMegabytes = 128; // It needs a third of them to begin with.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, SmallDisk> disks = new(StringComparer.Ordinal);
    private readonly PrivateDirectory directory = PrivateDirectory.Create("chaos");
    private DuckBusProcess small = null!;

    /// <summary>The cluster.</summary>
    public TestCluster Cluster { get; private set; } = null!;

    /// <summary>Its engine.</summary>
    public DockerEngine Engine { get; private set; } = null!;

    /// <summary>The proxies.</summary>
    public Wiring Wiring { get; } = new();

    /// <summary>The small disks, by part, and PostgreSQL's.</summary>
    public IReadOnlyDictionary<string, SmallDisk> Disks => disks;

    /// <summary>Old news.</summary>
    public MessageStorm Storm { get; private set; } = null!;

    /// <summary>Wrong clocks.</summary>
    public LeaseClock Clock { get; private set; } = null!;

    /// <summary>Reaches the cluster through proxies of its own.</summary>
    public ChaosClient Client { get; private set; } = null!;

    /// <summary>Reaches the small server through a proxy of its own.</summary>
    public ChaosClient SmallClient { get; private set; } = null!;

    /// <summary>Where the small server listens.</summary>
    public Uri SmallAddress { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>The port of the nodes that leads to the Deployment which is rolled.</summary>
    public int NodePort { get; } = FreePort.NextOfNodes();

    /// <summary>All processes of DuckBus.</summary>
    public IReadOnlyDictionary<string, DuckBusProcess> Parts { get; private set; } = null!;

    /// <summary>Where each part serves <c>/readyz</c> and <c>/metrics</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Health { get; private set; } = null!;

    /// <summary>What there is to break.</summary>
    public ChaosTargets Targets => new(
        [.. Parts.Keys.Order(StringComparer.Ordinal)], Wiring.Links, [.. disks.Keys.Order(StringComparer.Ordinal)],
        ["kube-system/scheduler", "kube-system/controllers", "kube-node-lease/node-1", "kube-node-lease/node-2", "kube-node-lease/node-3"]);

    /// <summary>Starts it all.</summary>
    /// <param name="seed">For what is random in old news.</param>
    /// <param name="standbys">Whether scheduler and controllers have a second instance.</param>
    /// <param name="cancellationToken">Gives the start up, and takes down what was started.</param>
    public static async Task<ChaosWorld> StartAsync(int seed, bool standbys, CancellationToken cancellationToken)
    {
        var world = new ChaosWorld();
        try
        {
            await world.InitializeAsync(seed, standbys, cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    private async Task InitializeAsync(int seed, bool standbys, CancellationToken cancellationToken)
    {
        foreach (var part in new[] { NodeWithSmallDisk, Small })
            if (await SmallDisk.CreateAsync(part) is { } disk) disks[part] = disk;
        if (await SmallDisk.CreateAsync(Fault.Postgres, PostgresMegabytes, PostgresServer.User) is { } data) disks[Fault.Postgres] = data;
        Engine = await DockerEngine.StartAsync(network: false);
        Cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Traces = false,
            Standbys = standbys,
            Dashboard = true,
            Patience = TimeSpan.FromSeconds(180),
            Engine = Engine,
            Postgres = () => PostgresServer.StartAsync(disks.GetValueOrDefault(Fault.Postgres)),
            Via = Wiring.Via,
            ToEngine = Wiring.ToEngine,
            ToNode = Wiring.ToNode,
            Data = node => disks.TryGetValue(node, out var disk) ? disk.Path : directory[node],
        }, cancellationToken);
        small = await DuckBusProcess.StartAsync(Small, new Dictionary<string, string>(),
            "apiserver", "--urls", SmallAddress.ToString(), "--data", disks.TryGetValue(Small, out var own) ? own.Path : directory[Small]);
        Parts = Cluster.Parts.Append(KeyValuePair.Create(Small, small)).ToDictionary(StringComparer.Ordinal);
        Health = Cluster.Health.Append(KeyValuePair.Create(Small, SmallAddress)).ToDictionary(StringComparer.Ordinal);
        Client = new ChaosClient([ViaProxy("apiserver-1", Cluster.FirstApi), ViaProxy("apiserver-2", Cluster.SecondApi)], Patience);
        SmallClient = new ChaosClient([ViaProxy(Small, SmallAddress)], Patience);
        Storm = new MessageStorm(Cluster.RabbitMq.Uri, seed);
        await Storm.StartAsync(cancellationToken);
        Clock = new LeaseClock(new ChaosClient([Cluster.FirstApi, Cluster.SecondApi], Patience), TimeProvider.System);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Storm is not null) await Storm.DisposeAsync();
        if (small is not null) await small.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
        if (Engine is not null) await Engine.DisposeAsync();
        await Wiring.DisposeAsync();
        foreach (var disk in disks.Values) await disk.DisposeAsync();
        Client?.Dispose();
        SmallClient?.Dispose();
        directory.Dispose();
    }

    private Uri ViaProxy(string server, Uri address) => new UriBuilder(address) { Port = Wiring.Via("client", server, address.Port) }.Uri;
}
