using DuckBus.Bench.Hollow;
using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Suites;

/// <summary>
/// Thousands of pods that are declared, scheduled, started and told about by everything but an engine: hollow nodes are real
/// kubelets whose containers are entries in memory. Beside it the same writes by plain clients.
/// </summary>
public sealed class ScaleSuite(BenchOptions options)
{
    private const int Clients = 32;
    private const string Bare = "the bare writes";
    private const string Idle = "without pods";

    // Of the pods that polling is measured with: more would take long.
    private const int Few = 1_000;

    private int writes;

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        var figures = new ShownFigures();
        foreach (var pods in options.HollowPods) figures.Add(await MeasureAsync(pods));
        return new Suite("scale", "Hollow pods", $"""
            A Deployment from 0 to thousands of replicas on as many hollow nodes as they need ({HollowRun.PodsOfANode} pods each): real kubelets, all in one process, whose containers
            are entries in memory. Store, bus, scheduler, controllers, leases and statuses are all real, on this machine's cores, with the
            timings of Kubernetes (`--profile kubernetes`). The floor comes after it: the writes that the change log has of a typical pod ({writes}: its creation, its
            binding, its statuses) for as many pods, by {Clients} plain clients, to a fresh API server of the same kind with nobody else in the cluster. Processor time is
            held against that of this API server, memory against the same process before the pods came, and that of the API server also against this one. In the long
            run 1,000 pods also come by polling every 5 s.
            """, figures);
    }

    private async Task<List<Figure>> MeasureAsync(int pods)
    {
        await using var server = await BenchServer.StartAsync(withBroker: true);
        var ours = await HollowRun.OfAsync(server, pods);
        var floor = await FloorAsync(server, pods);
        var polls = options.Full && pods <= Few ? await PollAsync(server, pods) : null;
        return
        [
            new Figure
            {
                What = $"{pods:#,0} pods, all Running", Unit = "pods/s", MoreIsBetter = true, Ours = [ours.Rate],
                Rivals = [new Rival(Bare, [floor.Rate]), .. polls is null ? Array.Empty<Rival>() : [new Rival("DuckBus that polls", [polls.Rate])]],
            },
            .. ours.Parts.Select(part => new Figure
            {
                What = $"{part.Name} with {pods:#,0} pods: processor time a pod", Unit = "ms", Ours = [part.Milliseconds], Rivals = [new Rival(Bare, [floor.Parts[0].Milliseconds])],
            }),
            .. ours.Parts.Select(part => new Figure
            {
                What = $"{part.Name} with {pods:#,0} pods: memory", Unit = "MB", Ours = [part.Megabytes],
                Rivals = [new Rival(Idle, [part.Without]), .. part.Name == floor.Parts[0].Name ? [new Rival(Bare, [floor.Parts[0].Megabytes])] : Array.Empty<Rival>()],
            }),
        ];
    }

    private async Task<HollowRun> FloorAsync(BenchServer measured, int pods)
    {
        var pod = await PodWrites.ReadAsync(measured.Database);
        writes = pod.Count;
        await using var server = await measured.BesideAsync();
        var (seconds, megabytes) = (ProcessUse.ProcessorSeconds(server.Process), ProcessUse.Megabytes(server.Process));
        var rate = Load.Share(server.Address, Clients, pods, i => pod.For($"floor-{i}", server.Address));
        var used = (ProcessUse.ProcessorSeconds(server.Process) - seconds) * 1_000 / pods;
        return new HollowRun(pods, rate, [new PartUse("API server", used, megabytes, ProcessUse.Megabytes(server.Process))]);
    }

    private static async Task<HollowRun> PollAsync(BenchServer measured, int pods)
    {
        await using var server = await measured.BesideAsync();
        return await HollowRun.OfAsync(server, pods, poll: true);
    }
}
