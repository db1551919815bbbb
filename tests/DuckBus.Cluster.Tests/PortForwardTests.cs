using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary>
/// <c>kubectl port-forward</c> to a real pod: with the oldest and the newest kubectl there is, which speak SPDY and SPDY inside a
/// WebSocket.
/// </summary>
public sealed class PortForwardTests : IAsyncLifetime
{
    private const string Pod = """
        {"metadata":{"name":"web"},"spec":{"terminationGracePeriodSeconds":1,"containers":[
          {"name":"inside","image":"duckbus/duck:local","command":["httpd","-f","-p","127.0.0.1:8081","-h","/www"]},
          {"name":"echo","image":"duckbus/duck:local","command":["nc","-ll","-p","9000","-e","cat"]}]}}
        """;

    private readonly string name = "p" + Guid.NewGuid().ToString("N")[..8];
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-forward-").FullName;
    private readonly int port = FreePort.Next();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private DockerView docker = null!;
    private DuckBusProcess run = null!;
    private Rest api = null!;

    public async ValueTask InitializeAsync()
    {
        var engine = (await DockerEngine.SharedAsync()).Endpoint.ToString();
        docker = new DockerView(engine, name);
        run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string>(StringComparer.Ordinal) { ["DOCKER_HOST"] = engine },
            "run", "--data", directory, "--port", $"{port}", "--cluster", name, "--nodes", "1", "--service-cluster-ip-range", ServiceRanges.Next());
        api = new Rest(new Uri($"http://127.0.0.1:{port}"));
        await Eventually.Async("the server answers", TimeSpan.FromSeconds(90), AnswersAsync, () => run.Tail);
        await api.PostAsync("/api/v1/namespaces/default/pods", Pod);
        await Eventually.Async("the pod runs", TimeSpan.FromSeconds(60), () => ReadyAsync(restarts: 0), () => run.Tail);
    }

    public async ValueTask DisposeAsync()
    {
        if (run is not null) await run.StopAsync();
        if (run is not null) await run.DisposeAsync();
        if (docker is not null) await docker.RemoveEverythingAsync();
        api?.Dispose();
        http.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task Connections_go_through_and_survive_a_restart_of_the_container(string kubectl)
    {
        using var forward = Start(kubectl, "port-forward", "pod/web", ":8081", ":9000");
        var (web, echo) = (await LocalPortAsync(forward), await LocalPortAsync(forward));
        _ = forward.StandardOutput.ReadToEndAsync();
        var errors = forward.StandardError.ReadToEndAsync();
        try
        {
            // A server on 127.0.0.1 of the pod.
            (await GetAsync(web)).StatusCode.ShouldBe(HttpStatusCode.OK);

            // Twenty connections at a time, then fifty megabytes there and back.
            // One after the other is connected, as the pod's small server has room for two that wait.
            var clients = new List<TcpClient>();
            for (var i = 0; i < 21; i++) clients.Add(await ConnectAsync(echo));
            (await Task.WhenAll(clients.Skip(1).Select(client => EchoesAsync(client, 200_000)))).ShouldAllBe(same => same);
            (await EchoesAsync(clients[0], 50_000_000)).ShouldBeTrue();
            clients.ForEach(client => client.Dispose());

            var crashed = (await docker.RunningAsync()).Single(container => container.Container == "inside");
            await docker.KillAsync(crashed.Id);
            await Eventually.Async("the container is back", TimeSpan.FromSeconds(60), () => ReadyAsync(restarts: 1), () => run.Tail);
            await Eventually.Async("the same session works again", TimeSpan.FromSeconds(20), () => WorksAsync(web), () => forward.HasExited ? "kubectl has left" : "");
            forward.HasExited.ShouldBeFalse();
        }
        finally
        {
            if (!forward.HasExited) forward.Kill();
            TestContext.Current.TestOutputHelper?.WriteLine(await errors);
        }
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task A_port_that_nobody_listens_on_ends_only_the_connection(string kubectl)
    {
        using var forward = Start(kubectl, "port-forward", "pod/web", ":7", ":8081");
        var (nobody, web) = (await LocalPortAsync(forward), await LocalPortAsync(forward));
        try
        {
            for (var i = 0; i < 3; i++) await Should.ThrowAsync<HttpRequestException>(() => GetAsync(nobody));
            (await GetAsync(web)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            if (!forward.HasExited) forward.Kill();
        }
    }

    /// <summary>The oldest and the newest kubectl of the machine.</summary>
    public static TheoryData<string> Kubectls()
    {
        var versions = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/lib/google-cloud-sdk/bin")
            .Where(Directory.Exists).SelectMany(path => Directory.GetFiles(path, "kubectl.1.*")).Distinct()
            .OrderBy(path => int.Parse(path[(path.LastIndexOf('.') + 1)..])).ToList();
        return versions.Count == 0 ? ["kubectl"] : [versions[0], versions[^1]];
    }

    private Process Start(string kubectl, params string[] arguments)
    {
        var start = new ProcessStartInfo(kubectl) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend($"--server=http://127.0.0.1:{port}")) start.ArgumentList.Add(argument);
        (start.Environment["KUBECONFIG"], start.Environment["HOME"]) = ("/dev/null", directory);
        return Process.Start(start)!;
    }

    /// <summary>Reads <c>Forwarding from 127.0.0.1:41234 -> 8081</c>.</summary>
    private static async Task<int> LocalPortAsync(Process forward)
    {
        while (await forward.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            if (line.StartsWith("Forwarding from 127.0.0.1:", StringComparison.Ordinal))
                return int.Parse(line["Forwarding from 127.0.0.1:".Length..line.IndexOf(' ', "Forwarding from ".Length)]);
        throw new InvalidOperationException($"kubectl does not forward: {await forward.StandardError.ReadToEndAsync()}");
    }

    private async Task<HttpResponseMessage> GetAsync(int local)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{local}/"));
        request.Headers.ConnectionClose = true;
        return await http.SendAsync(request);
    }

    private async Task<bool> WorksAsync(int local)
    {
        try
        {
            return (await GetAsync(local)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<TcpClient> ConnectAsync(int local)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, local);
        (await EchoesAsync(client, 1)).ShouldBeTrue();
        return client;
    }

    /// <summary>Whether what the pod sends back is what was sent.</summary>
    private static async Task<bool> EchoesAsync(TcpClient client, int length)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var sent = RandomNumberGenerator.GetBytes(length);
        var stream = client.GetStream();
        var sending = stream.WriteAsync(sent, limit.Token).AsTask();
        var got = new byte[length];
        await stream.ReadExactlyAsync(got, limit.Token);
        await sending;
        return SHA256.HashData(sent).SequenceEqual(SHA256.HashData(got));
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await api.GetAsync("/api/v1/namespaces/default");
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or RestException)
        {
            return false;
        }
    }

    private async Task<bool> ReadyAsync(int restarts)
    {
        var pod = await api.GetAsync("/api/v1/namespaces/default/pods/web");
        return pod["status"]?["containerStatuses"] is JsonArray { Count: 2 } all
            && all.All(one => (bool)one!["ready"]!) && all.Sum(one => (int)one!["restartCount"]!) == restarts;
    }
}
