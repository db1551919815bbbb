using DuckBus.Kubelet.Docker;
using DuckBus.Scenes.Story;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Clusters;

/// <summary>
/// The clusters that scenes play on, started when the first scene asks for them and kept for the next ones. Each is in child
/// processes with private data, so that stopping a part is a real failure.
/// </summary>
internal sealed class Theatre(SceneOptions options, bool whole, Narrator narrator, TimeProvider time) : IAsyncDisposable
{
    private readonly ChildLog log = new(options.LogFile);
    private readonly string home = PrivateDirectory.Create("clusters");
    private readonly List<IAsyncDisposable> open = [];
    private EngineHands? engine;
    private OtlpServer? traces;
    private LocalBroker? broker;
    private DeclarativeCluster? together;
    private DeclarativeCluster? apart;
    private ImperativeCluster? imperative;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private int ranges;

    /// <summary>How the scenes are played.</summary>
    public SceneOptions Options => options;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The engine, for what one does by hand; null with files.</summary>
    public EngineHands? Engine => options.Docker is { } endpoint ? engine ??= new EngineHands(endpoint, time) : null;

    /// <summary>A broker can be had: one was given, or is installed.</summary>
    public bool HasBroker => options.RabbitMq is not null || LocalBroker.Installed;

    /// <summary>The broker of our own, once it is started.</summary>
    public LocalBroker? Broker => broker;

    /// <summary>
    /// The declarative cluster. Apart, its nodes are processes of their own and there is a broker where one can be had; else all of it
    /// is one process.
    /// </summary>
    public async Task<DeclarativeCluster> DeclarativeAsync(bool nodesApart, CancellationToken stop)
    {
        // An evening of several scenes has one cluster that suits all of them, where a broker is to be had.
        nodesApart |= whole && HasBroker;
        var cluster = options.ClusterUrl is not null
            ? together ??= Keep(await DeclarativeCluster.AttachAsync(this, stop))
            : nodesApart
                ? apart ??= Keep(await DeclarativeCluster.StartAsync(this, apart: true, poll: false, options.Port, stop))
                : together ??= Keep(await DeclarativeCluster.StartAsync(this, apart: false, poll: false, options.Port, stop));
        await cluster.ResetAsync(stop);
        return cluster;
    }

    /// <summary>A declarative cluster for one scene alone.</summary>
    public Task<DeclarativeCluster> OwnDeclarativeAsync(bool poll, CancellationToken stop) =>
        DeclarativeCluster.StartAsync(this, apart: true, poll, FreePorts.Next(), stop);

    /// <summary>The imperative cluster; apart, brain and nodes are processes of their own, which takes a broker.</summary>
    public async Task<ImperativeCluster> ImperativeAsync(bool nodesApart, CancellationToken stop)
    {
        nodesApart = (nodesApart || whole) && HasBroker;
        if (imperative is not null && nodesApart && !imperative.Apart && options.PushUrl is null)
        {
            open.Remove(imperative);
            await imperative.DisposeAsync();
            imperative = null;
        }

        imperative ??= Keep(options.PushUrl is null
            ? await ImperativeCluster.StartAsync(this, nodesApart, options.PushPort, stop)
            : await ImperativeCluster.AttachAsync(this, stop));
        await imperative.ResetAsync(stop);
        return imperative;
    }

    /// <summary>An imperative cluster for one scene alone.</summary>
    public Task<ImperativeCluster> OwnImperativeAsync(CancellationToken stop) =>
        ImperativeCluster.StartAsync(this, apart: true, FreePorts.Next(), stop);

    /// <summary>After a scene that ended half way: takes back what it did to clusters that go on without us.</summary>
    public async Task TidyAsync(CancellationToken stop)
    {
        if (options.PushUrl is not null && imperative is not null) await imperative.ResetAsync(stop);
        if (options.ClusterUrl is not null && together is not null) await together.ResetAsync(stop);
    }

    /// <summary>Clears the stage: every cluster is stopped, so that what comes next has the ports and the machine to itself.</summary>
    public async Task CurtainAsync()
    {
        foreach (var cluster in Enumerable.Reverse(open)) await cluster.DisposeAsync();
        open.Clear();
        (together, apart, imperative) = (null, null, null);
    }

    /// <summary>Starts a <c>duckbus</c> of the given arguments.</summary>
    public ChildProcess Start(string name, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["DUCKBUS_STOP_WITH_STDIN"] = "true",
            ["NO_COLOR"] = "1",
        };
        if (options.Docker is { } docker) variables["DOCKER_HOST"] = docker.Address;
        return ChildProcess.Start(name, variables, log.Write, [options.Program, .. arguments, "--runtime", options.Docker is null ? "file" : "docker"]);
    }

    /// <summary>The broker to use: the one that was given, else one of our own.</summary>
    public async Task<Uri> BrokerAsync(CancellationToken stop)
    {
        if (options.RabbitMq is { } given) return given;
        if (broker is null)
        {
            Tell(("a RabbitMQ of our own starts", "un RabbitMQ à nous démarre"));
            broker = await LocalBroker.StartAsync(log.Write, time, stop);
        }

        return broker.Uri;
    }

    /// <summary>Tells the audience what it waits for.</summary>
    public void Tell(Text preparing) => narrator.Preparing(preparing.In(options.French));

    /// <summary>Where spans go and are kept.</summary>
    public async Task<OtlpServer> TracesAsync(CancellationToken stop) =>
        traces ??= await OtlpServer.StartAsync("http://127.0.0.1:0", stop);

    /// <summary>A directory for a cluster.</summary>
    public string DirectoryFor(string cluster) => Path.Combine(home, cluster);

    /// <summary>The name of a cluster, by which its containers are told from those of others on the same engine.</summary>
    public string ClusterName(string kind)
    {
        var name = $"scene-{kind}-{Environment.ProcessId}";
        names.Add(name);
        return name;
    }

    /// <summary>A network that no other cluster on the engine has: another one for each process, and for each cluster of it.</summary>
    public string NextRange()
    {
        var piece = (Environment.ProcessId + (ranges++ * 2053)) % 8192;
        return $"10.{192 + (piece / 128)}.{piece % 128 * 2}.0/24";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CurtainAsync();
        if (broker is not null) await broker.DisposeAsync();
        if (traces is not null) await traces.DisposeAsync();
        foreach (var name in options.Docker is null ? [] : names)
            await DockerCleaner.CleanAsync(options.Docker!, name, time, CancellationToken.None);
        engine?.Dispose();
        log.Dispose();
        PrivateDirectory.Remove(home);
    }

    private T Keep<T>(T cluster)
        where T : IAsyncDisposable
    {
        open.Add(cluster);
        return cluster;
    }
}
