using System.Collections.Concurrent;
using System.Text;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary>kill -9 under load: what was answered with success is there, what was answered with a conflict is not.</summary>
public sealed class DurabilityTests
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    [Fact]
    public async Task Embedded_store_keeps_what_was_acknowledged_when_the_api_server_is_killed()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-durability-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var server = await DuckBusProcess.StartAsync("apiserver", NoEnvironment, "apiserver", "--urls", address.ToString(), "--data", directory);
        await KillUnderLoadAsync(address, server, async () =>
        {
            await server.KillAsync();
            await server.StartAgainAsync();
        });
        await server.KillAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task PostgreSQL_store_keeps_what_was_acknowledged_when_the_api_server_is_killed()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var server = await DuckBusProcess.StartAsync(
            "apiserver", NoEnvironment, "apiserver", "--urls", address.ToString(), "--postgres", await postgres.CreateDatabaseAsync());
        await KillUnderLoadAsync(address, server, async () =>
        {
            await server.KillAsync();
            await server.StartAgainAsync();
        });
    }

    [Fact]
    public async Task PostgreSQL_store_keeps_what_was_acknowledged_when_postgresql_is_killed()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var server = await DuckBusProcess.StartAsync(
            "apiserver", NoEnvironment, "apiserver", "--urls", address.ToString(), "--postgres", await postgres.CreateDatabaseAsync());
        await KillUnderLoadAsync(address, server, async () =>
        {
            await postgres.KillAsync();
            await postgres.StartAgainAsync();
        });
        server.Running.ShouldBeTrue("the API server survives the restart of its database\n" + server.Tail);
    }

    private static async Task KillUnderLoadAsync(Uri address, DuckBusProcess server, Func<Task> killAndStart)
    {
        using var api = new Rest(address);
        await ReadyAsync(api, server);
        await api.PostAsync("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "contended"}, "data": {"n": "-1"}}""");
        var created = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var unknown = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var won = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var lost = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            using var client = new Rest(address);
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var name = $"w{writer}-{i}";
                try
                {
                    var (code, _) = await client.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/configmaps", Json($$$"""{"metadata": {"name": "{{{name}}}"}}"""));
                    if (code == 201) created[name] = true;
                    else unknown[name] = true;
                    var current = await client.GetAsync("/api/v1/namespaces/default/configmaps/contended");
                    var seen = (string)current["metadata"]!["resourceVersion"]!;
                    var (answer, body) = await client.SendAsync(HttpMethod.Put, "/api/v1/namespaces/default/configmaps/contended",
                        Json($$$"""{"metadata": {"name": "contended", "resourceVersion": "{{{seen}}}"}, "data": {"n": "{{{name}}}"}}"""));
                    if (answer == 200) won[name] = (string)body!["metadata"]!["resourceVersion"]!;
                    if (answer == 409) lost[name] = true;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or RestException or System.Text.Json.JsonException)
                {
                    unknown.TryAdd(name, true);
                }
            }
        })).ToArray();

        // Killed three times, each time when at least 200 more writes were acknowledged.
        for (var kill = 0; kill < 3; kill++)
        {
            var before = created.Count;
            await Eventually.Async("200 more writes are acknowledged", TimeSpan.FromSeconds(40), () => Task.FromResult(created.Count >= before + 200),
                () => $"{created.Count - before}\n{server.Tail}");
            await killAndStart();
            await ReadyAsync(api, server);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var stored = (await api.ItemsAsync("/api/v1/namespaces/default/configmaps")).Select(item => (string)item!["metadata"]!["name"]!).ToHashSet();

        created.Keys.Where(name => !stored.Contains(name)).ShouldBeEmpty("every acknowledged create is there");
        stored.Where(name => name.StartsWith('w') && !created.ContainsKey(name) && !unknown.ContainsKey(name)).ShouldBeEmpty();
        won.Values.Distinct().Count().ShouldBe(won.Count, "each update that won has a revision of its own");
        lost.Count.ShouldBeGreaterThan(0, "the writers do contend");
        var history = await HistoryAsync(api);
        history.Where(lost.ContainsKey).ShouldBeEmpty("no update that was answered with a conflict is in the log");
        won.Keys.Except(history).ShouldBeEmpty("every acknowledged update is in the log");
        history.Count.ShouldBe(history.Distinct().Count(), "each update is in the log once");
    }

    /// <summary>The values that the contended object had, from the change log, through a watch from the first revision.</summary>
    private static async Task<List<string>> HistoryAsync(Rest api)
    {
        await using var stream = await api.Http.GetStreamAsync(
            new Uri(api.Http.BaseAddress!, "/api/v1/namespaces/default/configmaps?watch=true&resourceVersion=1&fieldSelector=metadata.name=contended&timeoutSeconds=5"));
        using var reader = new StreamReader(stream);
        var values = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
            if (System.Text.Json.Nodes.JsonNode.Parse(line)!["object"]!["data"]?["n"] is { } value)
                values.Add((string)value!);
        return values;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static Task ReadyAsync(Rest api, DuckBusProcess server) =>
        Eventually.Async("the API server is ready to write", TimeSpan.FromSeconds(40), async () =>
        {
            try
            {
                var (code, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default");
                var ready = await api.Http.GetAsync(new Uri(api.Http.BaseAddress!, "/readyz"));
                return code == 200 && ready.IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
            {
                return false;
            }
        }, () => server.Tail);
}
