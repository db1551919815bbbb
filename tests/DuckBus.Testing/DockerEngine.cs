using System.Net.Sockets;

namespace DuckBus.Testing;

/// <summary>A real Docker engine: the one that answers, else a private one whose containers end with the test process.</summary>
public sealed class DockerEngine : IAsyncDisposable
{
    private const string DefaultSocket = "unix:///var/run/docker.sock";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<DockerEngine>> Shared = new(static () => FindOrStartAsync());

    private readonly PrivateDirectory? directory;
    private readonly bool network;
    private ServerProcess? process;

    private DockerEngine(Uri endpoint, PrivateDirectory? directory = null, bool network = true)
    {
        Endpoint = endpoint;
        this.directory = directory;
        this.network = network;
    }

    /// <summary>Where it answers, as in <c>DOCKER_HOST</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The process in whose network namespace a private engine is.</summary>
    public int Process => (process ?? throw NotOurs()).Id;

    /// <summary>The engine of <c>DOCKER_HOST</c> or of the default socket, if it answers, else one for this process.</summary>
    public static Task<DockerEngine> SharedAsync() => Shared.Value;

    /// <summary>The engine of <c>DOCKER_HOST</c> or of the default socket, if it answers, else a new private one.</summary>
    public static async Task<DockerEngine> FindOrStartAsync()
    {
        var given = Environment.GetEnvironmentVariable("DOCKER_HOST");
        var endpoint = new Uri(string.IsNullOrEmpty(given) ? DefaultSocket : given);
        if (await AnswersAsync(endpoint)) return new DockerEngine(endpoint);
        if (MachineEngine() is { } pid)
            throw new InvalidOperationException($"dockerd runs (process {pid}) and does not answer at {endpoint.OriginalString}: restart it, or set DOCKER_HOST");
        return await StartAsync();
    }

    // Two engines on one bridge overwrite each other's packet filter, so ours does not start beside the machine's.
    private static string? MachineEngine()
    {
        const string pidFile = "/var/run/docker.pid";
        var pid = File.Exists(pidFile) ? File.ReadAllText(pidFile).Trim() : "";
        var name = $"/proc/{pid}/comm";
        return pid.Length > 0 && File.Exists(name) && File.ReadAllText(name).Trim() == "dockerd" ? pid : null;
    }

    /// <summary>
    /// Starts a private engine (as root). It lives in process and mount namespaces of its own: when it ends, by whatever
    /// means, its containers and mounts end with it.
    /// </summary>
    /// <param name="network">
    /// False for a network namespace of its own, without a network: an engine deletes bridges that it does not know, and
    /// overwrites the packet filter, so it must not see those of another one.
    /// </param>
    public static async Task<DockerEngine> StartAsync(bool network = true)
    {
        if (!Environment.IsPrivilegedProcess) throw new InvalidOperationException("an engine of our own takes namespaces and mounts: run this as root");
        var home = PrivateDirectory.Create("docker");
        var engine = new DockerEngine(new Uri($"unix://{home["docker.sock"]}"), home, network);
        await engine.StartAgainAsync();
        return engine;
    }

    /// <summary>Kills the engine and with it all its containers, as a power cut does.</summary>
    public Task KillAsync() => (process ?? throw NotOurs()).KillAsync();

    /// <summary>Starts the engine again after <see cref="KillAsync"/>: same address, same images, and the containers as they were left.</summary>
    public async Task StartAgainAsync()
    {
        var home = directory ?? throw NotOurs();
        if (process is not null) await process.DisposeAsync();

        // The numbers in them may be others' by now: the engine would not start, or wait for a containerd that it takes for running.
        foreach (var numbers in new[] { home["pid"], Path.Combine(home["exec"], "containerd", "containerd.pid") })
            if (File.Exists(numbers)) File.Delete(numbers);
        process = await ServerProcess.StartAsync("dockerd", home["dockerd.log"], user: null, new Dictionary<string, string>(StringComparer.Ordinal),
            ["unshare", .. network ? Array.Empty<string>() : ["--net"], "--fork", "--pid", "--mount-proc", "--kill-child=KILL",
            Programs.Find("docker-init", InstallDocker), "--", Programs.Find("dockerd", InstallDocker),
            "--host", Endpoint.OriginalString, "--data-root", home["data"], "--exec-root", home["exec"], "--pidfile", home["pid"],
            .. network ? Array.Empty<string>() : ["--bridge", "none", "--iptables=false", "--ip-forward=false"]]);
        await process.WaitUntilAsync("answers", StartDeadline, () => AnswersAsync(Endpoint));
    }

    /// <summary>Runs a docker command against it.</summary>
    public Task<string> DockerAsync(params string[] arguments) => Cluster.Shell.RunAsync("docker", ["-H", Endpoint.OriginalString, .. arguments]);

    /// <summary>Runs a command in the network namespace of a private engine.</summary>
    public Task<string> InsideAsync(params string[] command) =>
        Cluster.Shell.RunAsync("nsenter", ["-t", $"{Process}", "-n", "--", .. command]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            int? init = ProcessTree.Descendants(process.Id) is [var first, ..] ? first : null;
            await process.StopAsync(StopDeadline, init);
            await process.DisposeAsync();
        }

        directory?.Dispose();
    }

    private static InvalidOperationException NotOurs() => new("this engine was given by the environment; start your own to kill it");

    private const string InstallDocker = "install Docker (apt-get install docker.io), or set DOCKER_HOST";

    private static async Task<bool> AnswersAsync(Uri endpoint)
    {
        using var handler = new SocketsHttpHandler();
        if (endpoint.Scheme == "unix")
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.AbsolutePath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            var host = endpoint.Scheme == "unix" ? "docker" : endpoint.Authority;
            using var answer = await client.GetAsync(new Uri($"http://{host}/_ping"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
