using System.Diagnostics;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Stack.Tests;

/// <summary>The stack of <c>docker-compose.yml</c> as <c>make images</c> and <c>make up</c> start it, with names, ports and addresses of its own.</summary>
internal sealed class TestStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);
    private readonly Dictionary<string, string> environment;

    private TestStack(DockerEngine engine)
    {
        Engine = engine;
        environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DUCKBUS_REGISTRY"] = "no",
            ["DUCKBUS_PATIENCE"] = "240",
            ["DUCKBUS_RUN"] = Directory,
            ["DUCKBUS_CLUSTER"] = Name,
            ["DUCKBUS_SERVICE_RANGE"] = ServiceRanges.Next(),
            ["PUSH_SERVICE_RANGE"] = ServiceRanges.Next(),
            ["COMPOSE_PROJECT_NAME"] = Name,
            ["DOCKER_HOST"] = engine.Endpoint.OriginalString,
            ["DOCKER_SOCKET"] = engine.Endpoint.AbsolutePath,
        };
        foreach (var port in new[] { "API_PORT", "API_HTTPS_PORT", "PUSH_PORT", "POSTGRES_PORT", "RABBITMQ_PORT", "RABBITMQ_UI_PORT", "PROMETHEUS_PORT", "DASHBOARD_PORT" })
            environment[port] = $"{FreePort.Next()}";
        environment["NODE_PORTS"] = "31180-31189"; // The sample of the flask scene has one of these.
    }

    public string Name { get; } = "s" + Guid.NewGuid().ToString("N")[..8];

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("duckbus-stack-").FullName;

    public DockerEngine Engine { get; }

    public static async Task<TestStack> CreateAsync() => new(await DockerEngine.SharedAsync());

    /// <summary>Where a published port answers.</summary>
    public Uri At(string port) => new($"http://127.0.0.1:{environment[port]}");

    /// <summary>Runs a script of this repository; answers what it said.</summary>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        var start = new ProcessStartInfo(Repository.Path(script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Path(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} {string.Join(' ', arguments)} did not end within {Patience.TotalMinutes} minutes", e);
        }

        var text = string.Concat(await said);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{script} {string.Join(' ', arguments)}: {text}");
    }

    public async Task<string[]> DockerAsync(params string[] arguments) =>
        (await Shell.RunAsync("docker", ["-H", Engine.Endpoint.OriginalString, .. arguments])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a part has logged.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string part)
    {
        var container = (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=duckbus.stack={Name}", "--filter", $"label=com.docker.compose.service={part}")).Single();
        return await DockerAsync("logs", container);
    }

    /// <summary>The last lines of every part, for messages of failed waits.</summary>
    public async Task<string> LogsAsync()
    {
        var parts = await DockerAsync("ps", "--all", "--filter", $"label=duckbus.stack={Name}", "--format", "{{.Names}}");
        var logs = await Task.WhenAll(parts.Select(async part =>
        {
            var (_, output, error) = await Shell.TryAsync("docker", "-H", Engine.Endpoint.OriginalString, "logs", "--tail", "12", part);
            return $"--- {part}\n{output}{error}";
        }));
        return string.Join('\n', logs);
    }

    /// <summary>Everything in the engine that belongs to the stack or to one of its clusters.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = new List<string>();
        foreach (var label in new[] { $"duckbus.stack={Name}", $"duckbus.cluster={Name}", $"duckbus.cluster={Name}-push" })
        {
            left.AddRange(await DockerAsync("ps", "--all", "--filter", $"label={label}", "--format", "container {{.Names}}"));
            left.AddRange(await DockerAsync("network", "ls", "--filter", $"label={label}", "--format", "network {{.Name}}"));
            left.AddRange(await DockerAsync("volume", "ls", "--filter", $"label={label}", "--format", "volume {{.Name}}"));
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in new[] { Name, Name + "-push" })
            await Shell.TryAsync(Repository.Program, "clean", "--cluster", cluster, "--data", Directory);
        if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
