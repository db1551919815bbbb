using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace DuckBus.Testing;

/// <summary>A real RabbitMQ broker with its own node, ports and directories.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    // The stock ports are 5672 and 15672; the same rule finds the management API of any broker.
    private const int ManagementOffset = 10_000;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<RabbitMqServer>> Shared = new(static () =>
        Environment.GetEnvironmentVariable("DUCKBUS_TEST_RABBITMQ") is { Length: > 0 } given
            ? Task.FromResult(new RabbitMqServer(new Uri(given), directory: null))
            : StartAsync());

    private readonly PrivateDirectory? directory;
    private readonly HttpClient management = new();
    private readonly int distributionPort = FreePort.Next();
    private readonly int epmdPort = FreePort.Next();
    private ServerProcess? portMapper;
    private ServerProcess? broker;

    private RabbitMqServer(Uri uri, PrivateDirectory? directory)
    {
        Uri = uri;
        this.directory = directory;
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    /// <summary>The broker with its default virtual host.</summary>
    public Uri Uri { get; }

    private int Port => Uri.Port > 0 ? Uri.Port : 5672;

    private int ManagementPort => Port + ManagementOffset;

    private static string? User => Environment.IsPrivilegedProcess ? "rabbitmq" : null;

    /// <summary>
    /// The broker of the test run (<c>DUCKBUS_TEST_RABBITMQ</c>, an amqp URI; its management API answers 10,000 ports above),
    /// else one for this process.
    /// </summary>
    public static Task<RabbitMqServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a broker that is only the caller's.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var home = PrivateDirectory.Create("rabbitmq", User);
        // The management port too must be below those that the kernel takes for outgoing connections.
        var free = FreePort.Next(candidate => FreePort.IsFree(candidate + ManagementOffset), below: 32_000 - ManagementOffset);
        var server = new RabbitMqServer(new Uri($"amqp://guest:guest@127.0.0.1:{free}/"), home);
        await File.WriteAllTextAsync(home["plugins"], "[rabbitmq_management].\n");
        await File.WriteAllTextAsync(home["environment"], "");
        await File.WriteAllTextAsync(home["rabbitmq.conf"], $"""
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {server.ManagementPort}
            management_agent.disable_metrics_collector = true

            """);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Makes an empty virtual host.</summary>
    /// <returns>The URI to connect to it.</returns>
    public async Task<Uri> CreateVirtualHostAsync()
    {
        var name = $"test-{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var user = Uri.UnescapeDataString(Uri.UserInfo.Split(':')[0]);
        await PutAsync($"vhosts/{name}", new { });
        await PutAsync($"permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        return new UriBuilder(Uri) { Path = name }.Uri;
    }

    /// <summary>Stops the broker: connections drop, and the port refuses new ones.</summary>
    public Task StopAsync() => (broker ?? throw NotOurs()).StopAsync(StopDeadline);

    /// <summary>Starts the broker again after <see cref="StopAsync"/>: same port, same virtual hosts.</summary>
    public async Task StartAgainAsync()
    {
        if (directory is null) throw NotOurs();
        var variables = Variables(directory);
        portMapper ??= await ServerProcess.StartAsync("epmd", directory["epmd.log"], User, variables,
            Programs.Find("epmd", "install Erlang (apt-get install rabbitmq-server)"));
        if (broker is not null) await broker.DisposeAsync();
        broker = await ServerProcess.StartAsync("rabbitmq", directory["rabbitmq.log"], User, variables,
            Programs.Find("rabbitmq-server", "install RabbitMQ (apt-get install rabbitmq-server)", "/usr/lib/rabbitmq/bin"));
        await broker.WaitUntilAsync("answers", StartDeadline, AnswersAsync);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
        if (portMapper is not null) await portMapper.DisposeAsync();
        management.Dispose();
        directory?.Dispose();
    }

    private static InvalidOperationException NotOurs() => new("this broker was given by the environment; start your own to stop it");

    private Dictionary<string, string> Variables(PrivateDirectory directory) => new(StringComparer.Ordinal)
    {
        ["HOME"] = directory.Path,
        ["ERL_EPMD_PORT"] = epmdPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"duckbus-{Port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = directory["mnesia"],
        ["RABBITMQ_LOG_BASE"] = directory["log"],
        ["RABBITMQ_PID_FILE"] = directory["pid"],
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = directory["config"],
        ["RABBITMQ_CONFIG_FILE"] = directory["rabbitmq.conf"],
        ["RABBITMQ_CONF_ENV_FILE"] = directory["environment"],
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = directory["plugins"],
        // The start script becomes the broker instead of its parent, so that our signals reach the broker.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private Uri Api(string path) => new($"http://{Uri.Host}:{ManagementPort}/api/{path}");

    private async Task<bool> AnswersAsync()
    {
        using var answer = await management.GetAsync(Api($"health/checks/port-listener/{Port}"));
        return answer.IsSuccessStatusCode;
    }

    private async Task PutAsync(string path, object body)
    {
        using var answer = await management.PutAsJsonAsync(Api(path), body);
        answer.EnsureSuccessStatusCode();
    }
}
