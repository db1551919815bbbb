using System.Diagnostics;
using System.Text;
using DuckBus.Bench.Reports;
using DuckBus.Bench.Wire;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>What a Service costs beside a direct connection to its pod, and how soon it follows readiness.</summary>
public sealed class ServiceSuite(BenchOptions options)
{
    private const int EchoPort = 9000;
    private const int FloodPort = 9001;
    private const int WebPort = 9002;
    private const string Direct = "a direct connection";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";

    private static readonly string Pod = $$$"""
        {"metadata": {"name": "echo", "labels": {"app": "echo"}}, "spec": {"terminationGracePeriodSeconds": 0, "containers": [
          {"name": "echo", "image": "duckbus/duck:local", "command": ["nc", "-ll", "-p", "{{{EchoPort}}}", "-e", "cat"]},
          {"name": "flood", "image": "duckbus/duck:local", "command": ["nc", "-ll", "-p", "{{{FloodPort}}}", "-e", "dd", "if=/dev/zero", "bs=1M"]},
          {"name": "web", "image": "duckbus/duck:local", "env": [{"name": "PORT", "value": "{{{WebPort}}}"}],
           "readinessProbe": {"exec": {"command": ["test", "!", "-e", "/tmp/away"]}, "periodSeconds": 1, "timeoutSeconds": 20, "failureThreshold": 1} } ] } }
        """;

    private static readonly string Service = $$$"""
        {"metadata": {"name": "echo"}, "spec": {"selector": {"app": "echo"}, "ports": [
          {"name": "echo", "port": {{{EchoPort}}} }, {"name": "flood", "port": {{{FloodPort}}} }, {"name": "web", "port": {{{WebPort}}} } ] } }
        """;

    private const string Slice = """
        {"metadata": {"name": "floor"}, "addressType": "IPv4", "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": true}}], "ports": [{"name": "web", "port": 80}]}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var cluster = await TestCluster.StartAsync(traces: false);
        var service = await cluster.Api.PostAsync("/api/v1/namespaces/default/services", Service);
        await cluster.Api.PostAsync(Pods, Pod);
        var address = (string)service["spec"]!["clusterIP"]!;
        await Eventually.Async("the service answers", TimeSpan.FromSeconds(60), () => Socketry.ConnectsAsync(address, WebPort), () => cluster.Tails);
        var pod = await cluster.Api.GetAsync($"{Pods}/echo");
        var ip = (string)pod["status"]!["podIP"]!;
        var rounds = options.Full ? 20 : 3;
        var time = options.Seconds(0.6);
        return new Suite("services", "Services", """
            A client on the machine, a pod, and between them nothing or the service. A request is 100 bytes there and back, to busybox's nc and cat; what
            the service adds to it is the difference, beside the request without it. The transfer is what dd writes to one connection. Readiness is from the pod's condition on a watch to the first connection that is taken, or refused, by the service.
            Its floor is the one write that it takes in any case, of an EndpointSlice, until a watch has it; in turn, in the same cluster.
            """,
        new ShownFigures
        {
            await AddedAsync("what a service adds to a request on a kept connection", rounds, host => Socketry.KeptAsync(host, EchoPort, time), address, ip),
            await AddedAsync("what a service adds to a request on a new connection", rounds, host => Socketry.NewAsync(host, WebPort, time), address, ip),
            await TransferAsync(rounds, time, address, ip),
            await ReadinessAsync(cluster, address, (string)pod["status"]!["containerStatuses"]!.AsArray().First(each => (string?)each!["name"] == "web")!["containerID"]!),
        });
    }

    private static async Task<Figure> AddedAsync(string what, int rounds, Func<string, Task<double>> measure, string service, string pod)
    {
        var values = await Alternate.RunAsync(rounds, 1, () => measure(service), () => measure(pod));
        return new Figure
        {
            What = what,
            Unit = "ms",
            Ours = [.. values[0].Zip(values[1], (through, direct) => through - direct)],
            Rivals = [new Rival("the direct request", values[1])],
            Target = new Target(0.3),
        };
    }

    private static async Task<Figure> TransferAsync(int rounds, TimeSpan time, string service, string pod)
    {
        var values = await Alternate.RunAsync(rounds, 1, () => Socketry.TransferAsync(service, FloodPort, time), () => Socketry.TransferAsync(pod, FloodPort, time));
        return new Figure
        {
            What = "a transfer over one connection",
            Unit = "MB/s",
            MoreIsBetter = true,
            Ours = values[0],
            Rivals = [new Rival(Direct, values[1])],
            Target = new Target(0.5, Direct),
        };
    }

    private async Task<Figure> ReadinessAsync(TestCluster cluster, string address, string container)
    {
        await cluster.Api.PostAsync(Slices, Slice);
        var id = container["docker://".Length..];
        var (ready, serving) = (true, true);
        var values = await Alternate.RunAsync(options.Full ? 30 : 6, 0, FollowAsync, WriteAsync);
        return new Figure { What = "a service follows the readiness of its pod", Unit = "ms", Ours = values[0], Rivals = [new Rival("one write on a watch", values[1])], Target = new Target(100) };

        async Task<double> FollowAsync()
        {
            ready = !ready;
            var seen = await ChangeWatch.StartAsync(cluster.Api, Pods, pod => TestCluster.IsReady(pod) == ready);
            await cluster.Docker.RunAsync("exec", id, ready ? "rm" : "touch", "/tmp/away");
            for (var since = Stopwatch.GetTimestamp(); await Socketry.ConnectsAsync(address, WebPort) != ready; await Task.Delay(1))
                if (Stopwatch.GetElapsedTime(since) > Patience) throw new TimeoutException($"the service {(ready ? "refuses" : "takes")} connections still, {Patience.TotalSeconds:0} s after its pod became {(ready ? "ready" : "not ready")}\n{cluster.Tails}");
            var followed = Stopwatch.GetTimestamp();
            return Math.Max(0, Stopwatch.GetElapsedTime(await seen, followed).TotalMilliseconds);
        }

        // What a controller has to write and the gateway has to see; the slice is of no service.
        async Task<double> WriteAsync()
        {
            serving = !serving;
            var seen = await ChangeWatch.StartAsync(cluster.Api, Slices, slice => (string?)slice["metadata"]!["name"] == "floor");
            var slice = await cluster.Api.GetAsync($"{Slices}/floor");
            slice["endpoints"]![0]!["conditions"]!["ready"] = serving;
            using var body = new StringContent(slice.ToJsonString(), Encoding.UTF8, "application/json");
            var started = Stopwatch.GetTimestamp();
            await cluster.Api.SendAsync(HttpMethod.Put, $"{Slices}/floor", body);
            return Stopwatch.GetElapsedTime(started, await seen.WaitAsync(Patience)).TotalMilliseconds;
        }
    }
}
