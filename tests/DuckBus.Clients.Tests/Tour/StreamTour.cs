using DuckBus.Testing;

namespace DuckBus.Clients.Tests.Tour;

/// <summary>Into containers, and out of them.</summary>
public sealed class StreamTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_runs_commands_in_containers(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("box"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/box --for=condition=Ready --timeout=60s", "condition met");
        await kubectl.SaysAsync("exec box -- hostname", "box");
        await kubectl.SaysAsync("exec box -c main -- sh -c 'echo out; echo err >&2'", "out", "err");
        await kubectl.PipedAsync("quack quack", "exec -i box -- wc -w", "2");
        await kubectl.FailsAsync("exec box -- sh -c 'exit 7'", "command terminated with exit code 7");
        (await kubectl.RunAsync("exec box -- sh -c 'exit 7'")).Code.ShouldBe(7);
        await kubectl.FailsAsync("exec box -- nope", "nope");
        await kubectl.FailsAsync("exec nobox -- true", "pods \"nobox\" not found");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_copies_files_both_ways(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("box"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/box --for=condition=Ready --timeout=60s", "condition met");
        kubectl.Write("words/one.txt", "quack");
        await kubectl.SaysAsync("cp words box:/tmp/words");
        await kubectl.SaysAsync("exec box -- cat /tmp/words/one.txt", "quack");
        await kubectl.SaysAsync("cp box:/tmp/words/one.txt back.txt");
        (await File.ReadAllTextAsync(Path.Combine(kubectl.Directory, "back.txt"), TestContext.Current.CancellationToken)).ShouldBe("quack");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_attaches(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("clock", "while true; do echo tick; sleep 0.2; done"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/clock --for=condition=Ready --timeout=60s", "condition met");
        await using var attached = await kubectl.StartAsync("attach clock");
        await attached.SaysAsync("tick");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_forwards_ports(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        var port = FreePort.Next();
        await using var forward = await kubectl.StartAsync($"port-forward deploy/web {port}:8080");
        await forward.SaysAsync($"Forwarding from 127.0.0.1:{port} -> 8080");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var url = new Uri($"http://127.0.0.1:{port}/");
        await Eventually.Async("the web server, which nothing probes, has begun to listen", TimeSpan.FromSeconds(30), () => Answers(http, url), () => forward.Result.Screen);
        for (var i = 0; i < 3; i++) (await http.GetStringAsync(url, TestContext.Current.CancellationToken)).ShouldContain("web-");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_debugs_with_another_container(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("box"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/box --for=condition=Ready --timeout=60s", "condition met");
        await kubectl.SaysAsync("debug box --image=duckbus/duck:local --container=probe --target=main -- sh -c 'echo found; sleep 1000'");
        await kubectl.ComesAsync("logs box -c probe", "found");
        await kubectl.SaysAsync("get pod box -o 'jsonpath={.spec.ephemeralContainers[0].name}'", "probe");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_measures(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("box"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.ComesAsync("top nodes", "NAME CPU(cores) CPU* MEMORY(bytes) MEMORY*", "node-1 *m");
        await kubectl.ComesAsync("top pods", "NAME CPU(cores) MEMORY(bytes)", "box *m *Mi");
        await kubectl.ComesAsync("top pod box --containers", "POD NAME CPU(cores) MEMORY(bytes)", "box main");
    }

    private static async Task<bool> Answers(HttpClient http, Uri url)
    {
        try
        {
            return (await http.GetStringAsync(url, TestContext.Current.CancellationToken)).Length > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
