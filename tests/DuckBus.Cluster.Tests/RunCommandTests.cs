using System.Net;
using System.Net.Sockets;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary><c>duckbus run</c>, as a newcomer meets it.</summary>
public sealed class RunCommandTests
{
    private const string EndOfBanner = "Ctrl-C stops it";

    [Fact]
    public async Task It_says_in_one_screen_where_everything_is_and_leaves_nothing_behind_on_SIGTERM()
    {
        using var directory = new Temporary();
        var engine = await DockerEngine.SharedAsync();
        var name = "r" + Guid.NewGuid().ToString("N")[..8];
        var docker = new DockerView(engine.Endpoint.ToString(), name);
        var port = FreePort.Next();
        await using var run = await StartAsync(engine.Endpoint.ToString(), "--data", directory.Path, "--port", $"{port}", "--cluster", name);
        await SaysAsync(run, EndOfBanner, TimeSpan.FromSeconds(60));
        using var api = new Rest(new Uri($"http://127.0.0.1:{port}"));
        run.Output.ShouldContain("/swagger");
        run.Output.ShouldContain(Path.Combine(directory.Path, "kubeconfig"));
        run.Output.ShouldContain("Docker");
        run.Lines.Count.ShouldBeLessThan(50, run.Output);

        await api.PostAsync("/api/containers", """{"name": "nginx"}""");
        await Eventually.Async("nginx runs", TimeSpan.FromSeconds(30), async () => (string?)(await api.GetAsync("/api/containers/nginx"))["state"] == "Running", () => run.Tail);
        (await docker.RunningAsync()).ShouldHaveSingleItem();
        var (code, pods, error) = await Shell.TryAsync("kubectl", "--kubeconfig", Path.Combine(directory.Path, "kubeconfig"), "get", "pods");
        code.ShouldBe(0, error);
        pods.ShouldContain("nginx-");
        (await api.Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/swagger/index.html"))).ShouldContain("swagger");

        (await run.StopAsync()).ShouldBe(0, run.Tail);
        (await docker.EverythingAsync(gateway: true)).ShouldBeEmpty();
        (await docker.RunAsync("network", "ls", "--filter", $"label=duckbus.cluster={name}", "--quiet")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_start_on_the_same_port_leaves_the_containers_of_the_first_alone()
    {
        using var directory = new Temporary();
        using var other = new Temporary();
        var engine = await DockerEngine.SharedAsync();
        var name = "r" + Guid.NewGuid().ToString("N")[..8];
        var docker = new DockerView(engine.Endpoint.ToString(), name);
        var port = FreePort.Next();
        await using var run = await StartAsync(engine.Endpoint.ToString(), "--data", directory.Path, "--port", $"{port}", "--cluster", name);
        await SaysAsync(run, EndOfBanner, TimeSpan.FromSeconds(60));
        using var api = new Rest(new Uri($"http://127.0.0.1:{port}"));
        await api.PostAsync("/api/containers", """{"name": "nginx"}""");
        await Eventually.Async("nginx runs", TimeSpan.FromSeconds(30), async () => (string?)(await api.GetAsync("/api/containers/nginx"))["state"] == "Running", () => run.Tail);
        var before = await docker.EverythingAsync();

        await using var second = await StartAsync(engine.Endpoint.ToString(), "--data", other.Path, "--port", $"{port}", "--cluster", name);
        (await second.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldNotBe(0);

        (await docker.EverythingAsync()).ShouldBe(before, ignoreOrder: true);
        (await run.StopAsync()).ShouldBe(0, run.Tail);
    }

    [Fact]
    public async Task What_was_declared_is_back_after_a_restart()
    {
        using var directory = new Temporary();
        var port = FreePort.Next();
        using var api = new Rest(new Uri($"http://127.0.0.1:{port}"));
        await using var run = await StartAsync("unix:///nowhere", "--data", directory.Path, "--port", $"{port}", "--runtime", "file");
        await SaysAsync(run, EndOfBanner, TimeSpan.FromSeconds(60));
        await api.PostAsync("/api/containers", """{"name": "nginx"}""");
        await RunsAsync();
        (await run.StopAsync()).ShouldBe(0, run.Tail);

        await run.StartAgainAsync();
        await RunsAsync();

        (await run.StopAsync()).ShouldBe(0, run.Tail);

        Task RunsAsync() => Eventually.Async("nginx runs", TimeSpan.FromSeconds(30), async () =>
        {
            try
            {
                return (string?)(await api.GetAsync("/api/containers/nginx"))["state"] == "Running"
                    && Directory.GetFiles(directory.Path, "*_running.txt", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains("nginx", StringComparison.Ordinal));
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, () => run.Tail);
    }

    [Fact]
    public async Task Without_an_engine_it_uses_the_file_runtime_and_says_how_to_get_real_containers()
    {
        using var directory = new Temporary();
        await using var run = await StartAsync("unix:///nowhere/docker.sock", "--data", directory.Path, "--port", $"{FreePort.Next()}");
        await SaysAsync(run, EndOfBanner, TimeSpan.FromSeconds(60));

        run.Output.ShouldContain("/nowhere/docker.sock");
        run.Output.ShouldContain("real containers");
        (await run.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line()
    {
        using var directory = new Temporary();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var run = await StartAsync("unix:///nowhere", "--data", directory.Path, "--port", $"{port}", "--runtime", "file");

        (await run.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldNotBe(0);
        run.Lines.Where(line => line.Length > 0).ShouldHaveSingleItem().ShouldContain($"{port}");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_one_clear_line()
    {
        await using var run = await StartAsync("unix:///nowhere", "--data", "/proc/duckbus", "--port", $"{FreePort.Next()}", "--runtime", "file");

        (await run.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldNotBe(0);
        run.Lines.Where(line => line.Length > 0).ShouldHaveSingleItem().ShouldContain("/proc/duckbus");
    }

    [Fact]
    public async Task A_docker_socket_without_permission_is_one_clear_line()
    {
        using var directory = new Temporary();
        var socket = Path.Combine(directory.Path, "docker.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        File.SetUnixFileMode(socket, UnixFileMode.None);
        File.SetUnixFileMode(directory.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Path.Combine(directory.Path, "data"));
        File.SetUnixFileMode(Path.Combine(directory.Path, "data"), (UnixFileMode)0b111_111_111);

        // Root may open everything: a person without the right is `nobody`.
        var duckbus = Repository.Program;
        var (code, output, error) = Environment.UserName == "root"
            ? await Shell.TryAsync("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", "HOME=/tmp", $"DOCKER_HOST=unix://{socket}",
                duckbus, "run", "--data", Path.Combine(directory.Path, "data"), "--port", $"{FreePort.Next()}")
            : await Shell.TryAsync("env", $"DOCKER_HOST=unix://{socket}", duckbus, "run", "--data", directory.Path, "--port", $"{FreePort.Next()}");

        code.ShouldNotBe(0, output);
        var line = (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldContain(socket);
        line.ShouldContain("permission", Case.Insensitive);
    }

    private static Task<DuckBusProcess> StartAsync(string dockerHost, params string[] arguments) =>
        DuckBusProcess.StartAsync("run", new Dictionary<string, string> { ["DOCKER_HOST"] = dockerHost }, ["run", "--service-cluster-ip-range", ServiceRanges.Next(), .. arguments]);

    private static Task SaysAsync(DuckBusProcess run, string text, TimeSpan deadline) =>
        Eventually.Async($"duckbus run says {text}", deadline, () => Task.FromResult(run.Output.Contains(text, StringComparison.Ordinal)), () => run.Tail);

    private sealed class Temporary : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("duckbus-run-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
