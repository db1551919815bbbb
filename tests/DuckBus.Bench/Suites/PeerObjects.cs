using DuckBus.Bench.Contenders;
using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Suites;

/// <summary>Writes and reads beside the clusters of <c>--peer</c>, all through their kubeconfigs by the same client. Nothing without a peer.</summary>
public sealed class PeerObjects(BenchOptions options, BenchServer server)
{
    /// <summary>How it is done, for the page; empty without a peer.</summary>
    public string Text => options.Peers.Count == 0 ? "" : $" Beside the clusters of `--peer`, each is reached by its kubeconfig, and {ApiObjects.Clients} clients of .NET share the connections: small ConfigMaps in a namespace of their own.";

    /// <summary>Creates.</summary>
    public async Task<IReadOnlyList<Figure>> WritesAsync() => options.Peers.Count == 0 ? [] : await WithAllAsync(async all =>
        [await MeasureAsync(all, $"creates through a kubeconfig, {ApiObjects.Clients} clients", (one, time) => one.CreateAsync(time, CancellationToken.None))]);

    /// <summary>GET and LIST.</summary>
    public async Task<IReadOnlyList<Figure>> ReadsAsync() => options.Peers.Count == 0 ? [] : await WithAllAsync(async all =>
    {
        foreach (var one in all) await one.FillAsync(CancellationToken.None);
        return
        [
            await MeasureAsync(all, $"GET of a ConfigMap through a kubeconfig, {ApiObjects.Clients} clients", (one, time) => one.GetAsync(time, CancellationToken.None)),
            await MeasureAsync(all, $"LIST of {ApiObjects.Listed} ConfigMaps through a kubeconfig, {ApiObjects.Clients} clients", (one, time) => one.ListAsync(time, CancellationToken.None)),
        ];
    });

    private async Task<IReadOnlyList<Figure>> WithAllAsync(Func<IReadOnlyList<ApiObjects>, Task<IReadOnlyList<Figure>>> measure)
    {
        var all = new List<ApiObjects>();
        try
        {
            all.Add(await ApiObjects.StartAsync("DuckBus", KubeconfigFile.Connect(server.Kubeconfig), CancellationToken.None));
            foreach (var file in options.Peers) all.Add(await ApiObjects.StartAsync(Path.GetFileNameWithoutExtension(file), KubeconfigFile.Connect(file), CancellationToken.None));
            return await measure(all);
        }
        finally
        {
            // Ours ends with its server, which has no controllers.
            foreach (var peer in all.Skip(1)) await peer.ClearAsync(CancellationToken.None);
            foreach (var one in all) await one.DisposeAsync();
        }
    }

    private async Task<Figure> MeasureAsync(IReadOnlyList<ApiObjects> all, string what, Func<ApiObjects, TimeSpan, Task<double>> measure)
    {
        var values = await Alternate.RunAsync(options.Full ? 7 : 3, 1, [.. all.Select(one => (Func<Task<double>>)(() => measure(one, options.Seconds(1))))]);
        return new Figure { What = what, Unit = "/s", MoreIsBetter = true, Ours = values[0], Rivals = [.. all.Skip(1).Select((peer, i) => new Rival(peer.Name, values[i + 1]))] };
    }
}
