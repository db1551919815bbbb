using System.Diagnostics;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class BrokerDownTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    private static readonly TimeSpan TwoResyncs = TimeSpan.FromSeconds(2 * 5);

    [Fact]
    public async Task Without_the_broker_a_post_answers_at_once_and_the_resync_starts_the_container_and_the_broker_comes_back_by_itself()
    {
        await cluster.Api.PostAsync("/api/containers", """{"name": "warm"}""");
        await cluster.ContainerRunsAsync("warm", TimeSpan.FromSeconds(30));
        await cluster.RabbitMq.StopAsync();
        try
        {
            string[] names = ["offline1", "offline2", "offline3"];
            var answers = new List<long>();
            foreach (var name in names)
            {
                var clock = Stopwatch.StartNew();
                await cluster.Api.PostAsync("/api/containers", $$"""{"name": "{{name}}"}""");
                answers.Add(clock.ElapsedMilliseconds);
            }

            // A write that waited for the broker would be slow each time; a busy machine is so once.
            answers.Min().ShouldBeLessThan(100, $"milliseconds: {string.Join(", ", answers)}");
            foreach (var name in names) await cluster.ContainerRunsAsync(name, TwoResyncs);
            await SpanWithTriggerAsync("offline1", "resync");
        }
        finally
        {
            await cluster.RabbitMq.StartAgainAsync();
        }

        var index = 0;
        await cluster.UntilAsync("a new container is started by an event again", TimeSpan.FromSeconds(10), async () =>
        {
            var name = $"online{++index}";
            var clock = Stopwatch.StartNew();
            await cluster.Api.PostAsync("/api/containers", $$"""{"name": "{{name}}"}""");
            await cluster.ContainerRunsAsync(name, TimeSpan.FromSeconds(15));
            return (cluster.EventDriven(name), $"{name} ran after {clock.Elapsed.TotalSeconds:0.0} s");
        });

        var running = await cluster.Docker.RunningAsync();
        running.Count.ShouldBe(4 + index, "nothing is lost and nothing doubled");
        foreach (var part in cluster.Parts.Values) part.Running.ShouldBeTrue($"{part.Name} needed no restart");
        var metrics = await cluster.Api.Http.GetStringAsync(new Uri(cluster.FirstApi, "/metrics"));
        metrics.ShouldContain("duckbus_publish_lag_seconds");
        await cluster.ClearAsync();
    }

    private Task SpanWithTriggerAsync(string name, string trigger) =>
        cluster.UntilAsync($"spans of {name} say trigger={trigger}", TimeSpan.FromSeconds(10), () =>
        {
            var spans = cluster.Otlp.Spans.Where(span => span.Name.StartsWith($"reconcile default/{name}", StringComparison.Ordinal)).ToList();
            return Task.FromResult((spans.Any(span => span.Attributes.GetValueOrDefault("trigger") == trigger),
                string.Join(", ", spans.Select(span => $"{span.Service} {span.Name} {span.Attributes.GetValueOrDefault("trigger")}"))));
        });
}
