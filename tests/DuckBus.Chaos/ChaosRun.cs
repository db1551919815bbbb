using DuckBus.Chaos.Clients;
using DuckBus.Chaos.Faults;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;
using DuckBus.Chaos.Plan;
using DuckBus.Chaos.Reports;

namespace DuckBus.Chaos;

/// <summary>One run: break things for a time, heal them, look whether all is as it must be.</summary>
public sealed class ChaosRun(ChaosOptions options, ChaosWorld world)
{
    private const int ManyWriters = 3;
    private const int Nodes = 3;

    private readonly HistoryBook book = new();
    private readonly Sights sights = new(world.Cluster);

    /// <summary>Starts a world, runs in it, and takes it down.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellationToken">Ends it early: all is mended and taken down, and nothing is checked.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static async Task<ChaosReport> RunAsync(ChaosOptions options, CancellationToken cancellationToken)
    {
        await using var world = await ChaosWorld.StartAsync(options.Seed, options.Standbys, cancellationToken);
        try
        {
            return await new ChaosRun(options, world).RunAsync(cancellationToken);
        }
        finally
        {
            if (options.Logs is { } logs)
            {
                Directory.CreateDirectory(logs);
                foreach (var part in world.Parts.Values) await File.WriteAllTextAsync(Path.Combine(logs, $"{part.Name}.log"), part.Output, CancellationToken.None);
            }
        }
    }

    private async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        var plan = ChaosPlan.Of(options.Seed, options.Time, options.Kinds, world.Targets.Among(options.Links));
        var finale = new Finale(world, sights, book, options.Bound, cancellationToken);
        var client = new Operator(world.Client, world.Cluster.Docker, world.Cluster.Name, book);
        await client.PrepareAsync(world.NodePort, cancellationToken);
        foreach (var api in new[] { world.Client, world.SmallClient }) await PrepareAsync(api);
        await finale.ReadyAsync();
        var before = await finale.MemoryAsync();
        if (world.Disks.Count == 0) book.Say("No small disk can be mounted here: a seed stands for another plan than where it can");
        book.Say($"Chaos for {options.Time.TotalSeconds:0} s with seed {options.Seed}: {plan.Faults.Count} faults, {plan.Operations.Count} operations");

        var log = new LogReader(world.Cluster.Database, book);
        using var small = new SmallLogReader(world.SmallAddress, book);
        var watchers = Watchers();
        await using var watching = new Crew(book);
        watchers.ForEach(watcher => watching.Start(watcher.Name, watcher.RunAsync));
        watching.Start("who keeps pods", new Keeper(world.Client).RunAsync);
        watching.Start("the reader of the log", log.RunAsync);
        watching.Start("the reader of the small server's log", small.RunAsync);
        watching.Start("who looks at the engine", LookAsync);
        await using (var writing = new Crew(book))
        {
            foreach (var writer in Writers()) writing.Start(writer.Name, writer.RunAsync);
            await BreakAsync(plan, client, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        book.Say("All is mended; nothing is restarted by hand from here on");
        var last = await finale.ConvergeAsync(Nodes);
        if (last is not null)
        {
            await finale.ServiceAnswersAsync(last);
            await finale.LogsAreReadAsync();
        }

        await finale.DashboardShowsItAsync();
        await finale.NewsComesAsync(Nodes);
        await finale.WatchersCatchUpAsync(watchers);
        finale.NoSurprises();
        await watching.StopAsync();
        watchers.ForEach(watcher => watcher.Dispose());
        book.LogIsWhole = await book.TryAsync("the log could not be read", () => log.ReadAsync(cancellationToken), cancellationToken);
        book.SmallLogIsWhole = await book.TryAsync("the log of the small server could not be read", () => small.ReadAsync(cancellationToken), cancellationToken);
        var memory = before.Join(await finale.MemoryAsync(), one => one.Part, other => other.Part, (one, other) => new MemoryUse(one, other)).ToList();
        return ChaosReport.Of(options, plan, book, last, memory);
    }

    private static async Task PrepareAsync(ChaosClient api)
    {
        await Testing.Eventually.Async("the API takes the first objects", TimeSpan.FromSeconds(60), async () =>
        {
            await api.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"metadata": {"name": "{{{Writer.Namespace}}}"}}""", "application/json", CancellationToken.None);
            return (await api.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Writer.Namespace}", CancellationToken.None)).Outcome == WriteOutcome.Acknowledged;
        });
        await api.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{Writer.Namespace}/configmaps", """{"metadata": {"name": "shared"}}""", "application/json", CancellationToken.None);
    }

    private IEnumerable<Writer> Writers() =>
    [
        .. Enumerable.Range(1, ManyWriters).Select(i => new Writer($"w{i}", world.Client, book.Writes)),
        new Writer("s", world.SmallClient, book.SmallWrites),
    ];

    private List<Watcher> Watchers() =>
    [
        .. Enumerable.Range(1, 2).Select(i => new Watcher($"watcher {i} of ConfigMaps", $"/api/v1/namespaces/{Writer.Namespace}/configmaps", "configmaps", Writer.Namespace, world.Client, book)),
        .. Enumerable.Range(1, 2).Select(i => new Watcher($"watcher {i} of Pods", "/api/v1/pods", "pods", null, world.Client, book)),
    ];

    private async Task BreakAsync(ChaosPlan plan, Operator client, CancellationToken cancellationToken)
    {
        var injector = new FaultInjector(new Breakages(world).Of, book);
        var start = book.Now;
        var before = new Dictionary<string, Task>(StringComparer.Ordinal);
        var steps = plan.Faults.Select(fault => (fault.At, Act: (Func<Task>)(() => injector.RunAsync(fault, cancellationToken))))
            .Concat(plan.Operations.Select(operation => (operation.At, Act: (Func<Task>)(() => InTurnAsync(operation)))));
        var under = new List<Task>();
        foreach (var (at, act) in steps.OrderBy(step => step.At))
        {
            var wait = start + at - book.Now;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) break;
            under.Add(act());
        }

        await Task.WhenAll(under);
        await injector.HealAsync();

        // A client that waits for the answer before it says the next thing about the same container.
        Task InTurnAsync(Operation operation)
        {
            var last = before.GetValueOrDefault(operation.Name, Task.CompletedTask);
            return operation.Name.Length == 0 ? DoAsync(operation) : before[operation.Name] = NextAsync(last, operation);
        }

        async Task NextAsync(Task last, Operation operation)
        {
            await last;
            await DoAsync(operation);
        }

        Task DoAsync(Operation operation) => book.TryAsync($"could not be done: {operation}", () => client.DoAsync(operation), CancellationToken.None);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var sight = await sights.EngineAsync(book.Now);
                book.Sights++;
                foreach (var violation in OneNodeAPod.Check(sight)) book.Violation(violation, stands: true);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidOperationException or Testing.Cluster.RestException)
            {
                // API or engine are down for the moment.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(700), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
