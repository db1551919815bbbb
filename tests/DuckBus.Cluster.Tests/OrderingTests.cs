using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Bus;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class OrderingTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    private const int Writers = 16;
    private const int Writes = 5_000;

    [Fact]
    public async Task Every_watcher_and_every_bus_consumer_sees_every_change_once_and_in_revision_order()
    {
        var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await cluster.Api.PostAsync("/api/v1/namespaces", """{"metadata": {"name": "order"}}""");
        var from = (string)(await cluster.Api.GetAsync("/api/v1/configmaps"))["metadata"]!["resourceVersion"]!;
        var watches = new[] { cluster.FirstApi, cluster.SecondApi, cluster.FirstApi, cluster.SecondApi }
            .Select(server => WatchAsync(server, from, cancel.Token)).ToList();
        await using var bus = new RabbitMqChangeBus(new BusOptions { Uri = cluster.RabbitMq.Uri }, TimeProvider.System, NullLoggerFactory.Instance);
        await bus.StartAsync(cancel.Token);
        await Eventually.Async("the consumers are connected", TimeSpan.FromSeconds(10), () => Task.FromResult(bus.IsConnected));
        var consumed = new[] { new ConcurrentQueue<long>(), new ConcurrentQueue<long>() };
        foreach (var queue in consumed)
            await bus.SubscribeAsync("order", [new Topic("configmaps")], change =>
            {
                queue.Enqueue(change.Revision);
                return Task.CompletedTask;
            }, cancel.Token);

        var written = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(writer, written)));

        var expected = written.Order().ToList();
        expected.Count.ShouldBe(Writes);
        expected.Distinct().Count().ShouldBe(Writes, "every write has a revision of its own");
        foreach (var watch in watches)
            await Eventually.Async("a watcher has seen every change", TimeSpan.FromSeconds(30),
                () => Task.FromResult(watch.Seen.Count >= Writes), () => $"{watch.Seen.Count} of {Writes}; {watch.Error}");
        foreach (var queue in consumed)
            await Eventually.Async("a consumer has seen every change", TimeSpan.FromSeconds(30),
                () => Task.FromResult(queue.Distinct().Count() >= Writes), () => $"{queue.Distinct().Count()} of {Writes}");
        foreach (var watch in watches) watch.Seen.ToList().ShouldBe(expected);
        foreach (var queue in consumed) queue.Distinct().ToList().ShouldBe(expected);
        await cancel.CancelAsync();
        await cluster.Api.DeleteAsync("/api/v1/namespaces/order");
    }

    private async Task WriteAsync(int writer, ConcurrentBag<long> written)
    {
        using var first = new Rest(cluster.FirstApi);
        using var second = new Rest(cluster.SecondApi);
        for (var i = 0; i < Writes / Writers + (writer < Writes % Writers ? 1 : 0); i++)
        {
            // Two writes in three are updates of one's own object, through alternating servers.
            var server = i % 2 == 0 ? first : second;
            var name = $"w{writer}-{i / 3}";
            JsonObject answer;
            if (i % 3 == 0)
            {
                answer = await server.PostAsync("/api/v1/namespaces/order/configmaps", $$$"""{"metadata": {"name": "{{{name}}}"}, "data": {"i": "{{{i}}}"}}""");
            }
            else
            {
                using var patch = new StringContent($$$"""{"data": {"i": "{{{i}}}"}}""", Encoding.UTF8, "application/merge-patch+json");
                var (code, body) = await server.SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/order/configmaps/{name}", patch);
                code.ShouldBe(200, body?.ToJsonString());
                answer = body!;
            }

            written.Add(long.Parse((string)answer["metadata"]!["resourceVersion"]!));
        }
    }

    private static Watch WatchAsync(Uri server, string from, CancellationToken cancellationToken)
    {
        var watch = new Watch();
        _ = Task.Run(async () =>
        {
            try
            {
                using var http = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
                await using var stream = await http.GetStreamAsync(new Uri(server, $"/api/v1/configmaps?watch=true&resourceVersion={from}"), cancellationToken);
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    var change = JsonNode.Parse(line)!;
                    if ((string?)change["type"] == "ERROR") throw new InvalidOperationException(line);
                    watch.Seen.Enqueue(long.Parse((string)change["object"]!["metadata"]!["resourceVersion"]!));
                }

                watch.Error = "the stream ended";
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                watch.Error = e.ToString();
            }
        }, cancellationToken);
        return watch;
    }

    private sealed class Watch
    {
        public ConcurrentQueue<long> Seen { get; } = new();

        public string Error { get; set; } = "";
    }
}
