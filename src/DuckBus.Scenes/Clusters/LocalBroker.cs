using System.Globalization;
using System.Net.Sockets;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>A RabbitMQ of our own, with its own node, ports and directory, so that it can be stopped without asking anybody.</summary>
internal sealed class LocalBroker : IPart, IAsyncDisposable
{
    private const string Missing =
        "this scene stops and starts a RabbitMQ of its own, and none is installed here: install rabbitmq-server (apt-get install rabbitmq-server, brew install rabbitmq), or play it on the full stack, make up, with --cluster-url";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string home;
    private readonly Action<string> log;
    private readonly TimeProvider time;
    private readonly int port = FreePorts.Next();
    private readonly int distribution = FreePorts.Next();
    private readonly int mapperPort = FreePorts.Next();
    private ChildProcess? mapper;
    private ChildProcess? broker;

    private LocalBroker(string home, Action<string> log, TimeProvider time)
    {
        this.time = time;
        this.home = home;
        this.log = log;
    }

    /// <summary>Whether there is one to start.</summary>
    public static bool Installed => Server() is not null && Find("epmd") is not null;

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{port}/");

    // Debian's start script insists on that user when it is run by root.
    private static string? User => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? "rabbitmq" : null;

    /// <summary>Starts one.</summary>
    /// <exception cref="CannotPlayException">It is not installed.</exception>
    public static async Task<LocalBroker> StartAsync(Action<string> log, TimeProvider time, CancellationToken stop)
    {
        if (!Installed) throw new CannotPlayException(Missing);
        var directory = PrivateDirectory.Create("broker");
        if (User is { } user && Find("chown") is { } chown)
        {
            await using var owner = ChildProcess.Start("chown", new Dictionary<string, string>(StringComparer.Ordinal), log, chown, user, directory);
        }

        var started = new LocalBroker(directory, log, time);
        await File.WriteAllTextAsync(Path.Combine(directory, "plugins"), "[].\n", stop);
        await File.WriteAllTextAsync(Path.Combine(directory, "environment"), "", stop);
        await File.WriteAllTextAsync(Path.Combine(directory, "rabbitmq.conf"), "loopback_users = none\n", stop);
        started.mapper = started.Run("epmd", Find("epmd")!);
        await started.StartAgainAsync(stop);
        return started;
    }

    /// <summary>Starts it, again if need be, and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken stop)
    {
        if (broker is null) broker = Run("rabbitmq", Server()!);
        else broker.Start();
        var since = time.GetTimestamp();
        while (!await ListensAsync(stop))
        {
            if (!broker.Runs || time.GetElapsedTime(since) > Patience) throw new DidNotStartException($"RabbitMQ does not start. {broker.LastWords()}");
            await Task.Delay(Look, time, stop);
        }
    }

    public Task<bool> RunsAsync(CancellationToken stop) => Task.FromResult(broker is { Runs: true });

    public Task<IReadOnlyList<string>> SaidAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<string>>([.. broker?.Lines ?? []]);

    /// <summary>Ends it at once: connections drop, and the port refuses new ones.</summary>
    public Task KillAsync(CancellationToken stop) => broker?.KillAsync(stop) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        if (mapper is not null) await mapper.KillAsync(CancellationToken.None);
        PrivateDirectory.Remove(home);
    }

    private static string? Server() => Find("rabbitmq-server", "/usr/lib/rabbitmq/bin", "/opt/homebrew/sbin", "/usr/local/sbin");

    private static string? Find(string program, params string[] first) =>
        first.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).Concat(["/usr/sbin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    // On Linux the kernel ends it with us, however we end.
    private ChildProcess Run(string name, string program) => ChildProcess.Start(name, Variables(), log, Find("setpriv") is { } setpriv && OperatingSystem.IsLinux()
        ? [setpriv, "--pdeathsig", "KILL", .. User is { } user ? new[] { "--reuid", user, "--regid", user, "--clear-groups" } : [], "--", program]
        : [program]);

    private async Task<bool> ListensAsync(CancellationToken stop)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["HOME"] = home,
        ["ERL_EPMD_PORT"] = Number(mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"duckbus-{port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Number(port),
        ["RABBITMQ_DIST_PORT"] = Number(distribution),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(home, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(home, "pid"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(home, "config"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(home, "rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(home, "environment"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(home, "plugins"),
        // The start script becomes the broker instead of its parent, so that a kill reaches the broker.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
