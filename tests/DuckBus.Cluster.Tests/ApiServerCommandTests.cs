using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary><c>duckbus apiserver</c>, alone.</summary>
public sealed class ApiServerCommandTests
{
    [Fact]
    public async Task It_writes_a_kubeconfig_with_which_kubectl_is_let_in_over_https()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-apiserver-").FullName;
        var (plain, secure) = (new Uri($"http://127.0.0.1:{FreePort.Next()}"), new Uri($"https://127.0.0.1:{FreePort.Next()}"));
        await using var server = await DuckBusProcess.StartAsync(
            "apiserver", new Dictionary<string, string>(), "apiserver", "--urls", $"{plain};{secure}", "--data", directory);
        var kubeconfig = Path.Combine(directory, "kubeconfig");
        await Eventually.Async("there is a kubeconfig", TimeSpan.FromSeconds(60), () => Task.FromResult(File.Exists(kubeconfig)), () => server.Tail);

        var (code, namespaces, error) = await Shell.TryAsync("kubectl", "--kubeconfig", kubeconfig, "get", "namespaces", "--output=name");
        code.ShouldBe(0, error);
        namespaces.ShouldContain("namespace/default");
        (await File.ReadAllTextAsync(kubeconfig)).ShouldContain(secure.ToString().TrimEnd('/'));
        await server.KillAsync();
        Directory.Delete(directory, recursive: true);
    }
}
