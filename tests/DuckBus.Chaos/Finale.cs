using System.Globalization;
using System.Text.RegularExpressions;
using DuckBus.Chaos.Clients;
using DuckBus.Chaos.Faults;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;
using DuckBus.Testing;

namespace DuckBus.Chaos;

/// <summary>What is waited for and looked at when all is mended.</summary>
public sealed partial class Finale(ChaosWorld world, Sights sights, HistoryBook book, TimeSpan bound, CancellationToken interrupt)
{
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);

    /// <summary>Waits until every part says that it is ready, and notes those that ended by themselves or do not get ready.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var (part, address) in world.Health)
        {
            var seen = "";
            if (!Runs(part)) continue;
            await NotedAsync($"{part} is ready", async () =>
            {
                using var answer = await http.GetAsync(new Uri(address, "/readyz"));
                seen = $"/readyz answers {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Trim()}";
                return answer.IsSuccessStatusCode;
            }, () => seen);
        }
    }

    /// <summary>Waits until what is declared is there, and notes what is not in time.</summary>
    public async Task<ClusterSight?> ConvergeAsync(int nodes)
    {
        ClusterSight? last = null;
        IReadOnlyList<string> missing = [];
        var start = book.Now;
        await ReadyAsync();
        var done = await NotedAsync("the cluster runs what is declared, and nothing else", async () =>
        {
            last = await sights.ClusterAsync();
            missing = Converged.Check(last, nodes);
            return missing.Count == 0;
        }, () => string.Join("; ", missing));
        var took = book.Now - start;
        if (done) book.Say(string.Create(CultureInfo.InvariantCulture, $"✓ Converged {took.TotalSeconds:0.0} s after the last repair: {last!.Pods.Count} pods, {last.Containers.Count} containers"));

        // Each part had the bound to itself to get ready.
        if (done && took > bound) book.Violation(string.Create(CultureInfo.InvariantCulture, $"the cluster took {took.TotalSeconds:0} s to run what is declared, and may take {bound.TotalSeconds:0} s"));
        return last;
    }

    /// <summary>Waits until every pod of the Deployment that is rolled answers on the port of the nodes, and nobody else does.</summary>
    public async Task ServiceAnswersAsync(ClusterSight last)
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(5) };
        var wanted = last.Pods.Where(pod => pod.Owner.StartsWith($"{Operator.Deployment}-", StringComparison.Ordinal)).Select(pod => pod.Name.Split('/')[1]).Order().ToList();
        IReadOnlyList<string> told = [];
        if (await NotedAsync($"{string.Join(" and ", wanted)} answer on port {world.NodePort}, and nobody else", async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6 * wanted.Count).Select(_ => http.GetStringAsync(new Uri($"http://127.0.0.1:{world.NodePort}/"))));
            told = [.. answers.Select(answer => answer.Split(' ').ElementAtOrDefault(3) ?? answer).Distinct().Order()]; // Quack! I am POD …
            return told.SequenceEqual(wanted);
        }, () => string.Join(", ", told))) book.Say("✓ The service answers");
    }

    /// <summary>Waits until the API server can tell what every container said.</summary>
    public async Task LogsAreReadAsync()
    {
        var seen = "";
        if (await NotedAsync("what every container said can be read", async () =>
        {
            // A node that was away at the very end may yet lose pods to another one.
            foreach (var pod in (await sights.ClusterAsync()).Pods)
                foreach (var container in pod.Containers)
                {
                    var path = $"/api/v1/namespaces/{pod.Name.Replace("/", "/pods/", StringComparison.Ordinal)}/log?container={container}";
                    using var answer = await world.Cluster.Api.Http.GetAsync(new Uri(path, UriKind.Relative));
                    if (answer.IsSuccessStatusCode) continue;
                    seen = $"{path} answers {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Trim()}";
                    return false;
                }

            return true;
        }, () => seen)) book.Say("✓ The logs of all containers are read");
    }

    /// <summary>Waits until the page of the dashboard says that it is live and that all is as declared.</summary>
    public async Task DashboardShowsItAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var seen = "";
        if (await NotedAsync("the dashboard shows that all is as declared", async () =>
        {
            seen = Text(await http.GetStringAsync(world.Health["dashboard"]));
            return seen.Contains("as declared", StringComparison.Ordinal) && seen.Contains("live", StringComparison.Ordinal);
        }, () => seen)) book.Say("✓ The dashboard shows it");
    }

    /// <summary>Waits until the bus brings news to all who work with pods: by resync alone all would be right, too, and slow for ever.</summary>
    public async Task NewsComesAsync(int nodes)
    {
        var all = nodes + 2; // The scheduler and the controllers.
        var told = new HashSet<string>(StringComparer.Ordinal);
        var tries = 0;
        var done = await NotedAsync("news comes over the bus to scheduler, controllers and every node", async () =>
        {
            var name = $"news{++tries}";
            await world.Cluster.Api.PostAsync("/api/containers", $$"""{"name": "{{name}}", "replicas": {{nodes}}}""");
            await world.Cluster.ContainerRunsAsync(name, bound);
            told.UnionWith(world.Cluster.ToldByEvents(name));
            await world.Cluster.Api.SendAsync(HttpMethod.Delete, $"/api/containers/{name}");
            return told.Count == all;
        }, () => $"only to {string.Join(", ", told.Order(StringComparer.Ordinal))} in {tries} tries");
        if (done) book.Say($"✓ News comes to all by the bus (seen with {tries} {(tries == 1 ? "container" : "containers")})");
    }

    /// <summary>Waits until every watcher knows the last revision of what it watches.</summary>
    public async Task WatchersCatchUpAsync(IReadOnlyList<Watcher> watchers)
    {
        var revision = 0L;
        var made = await book.TryAsync("the last change could not be made", async () =>
        {
            var marker = await world.Cluster.Api.PostAsync($"/api/v1/namespaces/{Writer.Namespace}/configmaps", """{"metadata": {"name": "the-end"}}""");
            revision = long.Parse((string)marker["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);
        }, interrupt);
        if (made)
            await NotedAsync("every watcher knows of the last change",
                () => Task.FromResult(watchers.All(watcher => watcher.Last >= revision)), () => string.Join(", ", watchers.Select(watcher => watcher.Last)));
    }

    /// <summary>Notes the parts that ended meanwhile, and the failures that a part itself says nobody thought of.</summary>
    public void NoSurprises()
    {
        foreach (var name in world.Parts.Keys) _ = Runs(name);
        foreach (var (name, part) in world.Parts)
            foreach (var line in part.Lines.Where(line => line.Contains("nobody thought of", StringComparison.Ordinal)))
                book.Violation($"{name} says: {line}", stands: true);
    }

    /// <summary>What every part that runs holds when it has collected its garbage.</summary>
    public async Task<IReadOnlyList<Memory>> MemoryAsync()
    {
        using var meter = new MemoryMeter();
        var all = new List<Memory>();
        foreach (var (name, part) in world.Parts.Where(part => part.Value.Running))
            await book.TryAsync($"{name} could not be weighed", async () => all.Add(await meter.WeighAsync(name, part.Id, world.Health[name], interrupt)), interrupt);
        return all;
    }

    // Nobody ends a part and leaves it so: it ended by itself, which is noted once.
    private bool Runs(string name)
    {
        var part = world.Parts[name];
        if (!part.Running && ended.Add(name)) book.Violation($"{name} ended by itself with exit code {part.ExitCode}: {part.Tail}");
        return part.Running;
    }

    private static string Text(string html) => Blanks().Replace(Tags().Replace(html, " "), " ");

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    private async Task<bool> NotedAsync(string what, Func<Task<bool>> condition, Func<string> seen)
    {
        try
        {
            await Eventually.Async(what, bound, async () =>
            {
                interrupt.ThrowIfCancellationRequested();
                try
                {
                    return await condition();
                }
                catch (TaskCanceledException)
                {
                    return false; // No answer in time.
                }
            }, seen);
            return true;
        }
        catch (TimeoutException e)
        {
            book.Violation(e.Message);
            return false;
        }
    }
}
