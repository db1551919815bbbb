using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary>A whole cluster in a container beside the pods that it runs, with nothing but the engine's socket.</summary>
public sealed class KubeletInContainerTests : IAsyncLifetime
{
    private const string Pod = """
        {"metadata":{"name":"web","labels":{"app":"web"}},"spec":{"terminationGracePeriodSeconds":1,"containers":[
          {"name":"web","image":"duckbus/duck:local","readinessProbe":{"httpGet":{"port":8080},"periodSeconds":1}},
          {"name":"echo","image":"duckbus/duck:local","command":["nc","-ll","-p","9000","-e","cat"],"readinessProbe":{"tcpSocket":{"port":9000},"periodSeconds":1}}]}}
        """;

    private const string Service = """{"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8080}]}}""";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private readonly string name = "c" + Guid.NewGuid().ToString("N")[..8];
    private DockerView docker = null!;

    private string Self => $"duckbus-{name}";

    public async ValueTask InitializeAsync()
    {
        var engine = await DockerEngine.SharedAsync();
        docker = new DockerView(engine.Endpoint.ToString(), name);
        await Shell.RunAsync("env", $"DOCKER_HOST={engine.Endpoint}", Repository.Program, "images");
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        await docker.RunAsync(
            "run", "--detach", "--name", Self, "--volume", $"{engine.Endpoint.AbsolutePath}:/var/run/docker.sock", "--volume", $"{Repository.Product}:/app:ro",
            "--volume", $"{dotnet}:/usr/share/dotnet:ro", "--volume", "/lib:/lib:ro", "--volume", "/lib64:/lib64:ro", "duckbus/duck:local",
            "/app/duckbus", "run", "--data", "/tmp/run", "--port", "8081", "--cluster", name, "--nodes", "1", "--runtime", "docker",
            "--service-cluster-ip-range", ServiceRanges.Next());
    }

    public async ValueTask DisposeAsync()
    {
        await docker.RunAsync("rm", "--force", Self);
        await docker.RemoveEverythingAsync();
    }

    [Fact]
    public async Task It_probes_pods_and_reaches_services_and_leaves_nothing_behind()
    {
        await UntilAsync("the cluster is ready", async () => (await WgetAsync("http://127.0.0.1:8081/readyz")).Length > 0);
        await PostAsync("pods", Pod);
        await PostAsync("services", Service);
        await UntilAsync("the pod is ready: its probes reach it", async () => (await GetAsync("pods/web"))["status"]!["conditions"]!.AsArray()
            .Any(one => (string?)one!["type"] == "Ready" && (string?)one["status"] == "True"));

        var address = (string)(await GetAsync("services/web"))["spec"]!["clusterIP"]!;
        await UntilAsync("the service answers", async () => (await WgetAsync($"http://{address}/")).StartsWith("Quack! I am web", StringComparison.Ordinal));

        await docker.RunAsync("stop", "--time", "60", Self);
        (await docker.RunAsync("inspect", "--format", "{{.State.ExitCode}}", Self)).Trim().ShouldBe("0");
        (await docker.EverythingAsync(gateway: true)).ShouldBeEmpty();
        (await docker.RunAsync("network", "ls", "--filter", $"label=duckbus.cluster={name}", "--quiet")).ShouldBeEmpty();
    }

    private Task<string> PostAsync(string kind, string json) =>
        docker.RunAsync("exec", Self, "wget", "-q", "-O", "-", "--header", "Content-Type: application/json", "--post-data", json, Url(kind));

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await WgetAsync(Url(path)))!;

    private Task<string> WgetAsync(string url) => docker.RunAsync("exec", Self, "timeout", "10", "wget", "-q", "-O", "-", url);

    private static string Url(string path) => $"http://127.0.0.1:8081/api/v1/namespaces/default/{path}";

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        try
        {
            await Eventually.Async(what, Soon, condition);
        }
        catch (TimeoutException e)
        {
            var log = (await Shell.TryAsync("docker", "logs", "--tail", "40", Self)).Output;
            throw new TimeoutException($"{e.Message}\n{log}", e);
        }
    }
}
