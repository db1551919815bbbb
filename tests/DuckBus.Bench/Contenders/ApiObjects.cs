using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.Bench.Contenders;

/// <summary>
/// Small objects written and read through the Kubernetes API by 32 clients at once, in a namespace of their own, which goes with all that is in it: nothing in
/// the cluster but its API server has to do with them.
/// </summary>
public sealed class ApiObjects : IAsyncDisposable
{
    /// <summary>How many clients.</summary>
    public const int Clients = 32;

    /// <summary>How many objects a list has.</summary>
    public const int Listed = 500;

    private const string Namespaces = "api/v1/namespaces";
    private const string Label = "list=this";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http;
    private readonly string path;
    private int made;

    private ApiObjects(string title, HttpClient http, string path) => (Name, this.http, this.path) = (title, http, path);

    /// <summary>As it stands in tables.</summary>
    public string Name { get; }

    /// <summary>Makes the namespace. The client is disposed of with it.</summary>
    public static async Task<ApiObjects> StartAsync(string title, HttpClient http, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(http, HttpMethod.Post, Namespaces, """{"apiVersion": "v1", "kind": "Namespace", "metadata": {"generateName": "duckbus-bench-"}}""", cancellationToken);
        return new ApiObjects(title, http, $"{Namespaces}/{JsonNode.Parse(answer)!["metadata"]!["name"]}");
    }

    /// <summary>Creates ConfigMaps of one small field for a time; how many a second.</summary>
    public Task<double> CreateAsync(TimeSpan time, CancellationToken cancellationToken) => RateAsync(time, () => CreateOneAsync(label: null, cancellationToken));

    /// <summary>Makes what the reads read.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var some in Enumerable.Range(0, Listed).Chunk(Clients))
            await Task.WhenAll(some.Select(_ => CreateOneAsync(""", "labels": {"list": "this"}""", cancellationToken)));
    }

    /// <summary>Gets one of them again and again for a time; how many a second.</summary>
    public Task<double> GetAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RateAsync(time, () => AskAsync(http, HttpMethod.Get, $"{path}/configmaps/m-1", null, cancellationToken));

    /// <summary>Lists them again and again for a time; how many lists a second.</summary>
    public Task<double> ListAsync(TimeSpan time, CancellationToken cancellationToken) =>
        RateAsync(time, () => AskAsync(http, HttpMethod.Get, $"{path}/configmaps?labelSelector={Label}", null, cancellationToken));

    /// <summary>Deletes the namespace, and waits until the cluster has emptied and removed it, where it has a controller for that.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await AskAsync(http, HttpMethod.Delete, path, null, cancellationToken);
        for (var since = Stopwatch.GetTimestamp(); await IsThereAsync(cancellationToken); await Task.Delay(Look, cancellationToken))
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new TimeoutException($"{Name} has not removed {path} after {Patience.TotalSeconds:0} s");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return answer.StatusCode != System.Net.HttpStatusCode.NotFound;
    }

    private Task<string> CreateOneAsync(string? label, CancellationToken cancellationToken) => AskAsync(http, HttpMethod.Post, $"{path}/configmaps",
        $$$"""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "m-{{{Interlocked.Increment(ref made)}}}"{{{label}}}}, "data": {"a": "b"}}""", cancellationToken);

    private static async Task<double> RateAsync(TimeSpan time, Func<Task> act)
    {
        var (clock, done) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (; clock.Elapsed < time; Interlocked.Increment(ref done)) await act();
        })));
        return done / clock.Elapsed.TotalSeconds;
    }

    private static async Task<string> AskAsync(HttpClient http, HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }
}
