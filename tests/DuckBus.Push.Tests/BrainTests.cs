using System.Diagnostics;
using DuckBus.Model.Errors;
using DuckBus.Push.Commands;
using DuckBus.Testing;
using RabbitMQ.Client;

namespace DuckBus.Push.Tests;

/// <summary>The imperative cluster: it works while nothing happens, and its design is why it fails when something does.</summary>
public sealed class BrainTests
{
    [Fact]
    public async Task Containers_go_round_the_nodes_and_are_listed_and_stopped()
    {
        await using var cluster = await InMemoryAsync();

        foreach (var name in new[] { "a", "b", "c" }) await cluster.StartAsync(name);

        (await cluster.ListAsync()).Select(line => $"{line.Name} {line.Node} {line.State} {line.Seen}").ShouldBe(
            ["a node-1 running running", "b node-2 running running", "c node-1 running running"]);
        await cluster.StopAsync("a");
        (await cluster.ListAsync()).Select(line => line.Name).ShouldBe(["b", "c"]);
        File.ReadAllLines(cluster.FileOf("node-1")).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Refusals_name_the_field_and_the_way_out()
    {
        await using var cluster = await InMemoryAsync();
        await cluster.StartAsync("nginx");

        (await RefusedAsync(() => cluster.StartAsync("nginx"), 409)).ShouldContain("stop it first");
        (await RefusedAsync(() => cluster.StartAsync("NGINX"), 422)).ShouldContain("DNS label");
        (await RefusedAsync(() => cluster.StartAsync("x", "node-9"), 422)).ShouldContain("\"node-1\", \"node-2\"");
        (await RefusedAsync(() => cluster.StopAsync("nobody"), 404)).ShouldContain("only what it started itself");
    }

    [Fact]
    public async Task An_intruder_stays_and_a_crash_is_left_to_whoever_notices()
    {
        await using var cluster = await InMemoryAsync();
        await cluster.StartAsync("nginx", "node-1");
        await File.WriteAllTextAsync(cluster.FileOf("node-1"), "fake-container\n");

        await Eventually.Async("the list shows both", TimeSpan.FromSeconds(10), async () =>
            (await cluster.ListAsync()).Select(line => $"{line.Name} {line.State} {line.Seen}")
                .SequenceEqual(["fake-container unknown running", "nginx running gone"]));

        (await RefusedAsync(() => cluster.StartAsync("nginx"), 409)).ShouldContain("believes that it runs");
        await cluster.StopAsync("nginx");
        await cluster.StartAsync("nginx", "node-1");
        File.ReadAllLines(cluster.FileOf("node-1")).ShouldBe(["fake-container", "nginx"]);
    }

    [Fact]
    public async Task Over_RabbitMQ_a_lost_node_takes_its_containers_along_and_is_told_at_once()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var cluster = await PushCluster.StartAsync(() => CommandBus.RabbitMq("tests", broker));
        await cluster.StartAsync("nginx", "node-1");
        await cluster.StartAsync("redis", "node-2");

        await cluster.Agents["node-1"].DisposeAsync();

        var clock = Stopwatch.StartNew();
        (await RefusedAsync(() => cluster.StartAsync("late", "node-1"), 504)).ShouldContain("node-1 does not answer: no agent of that name is connected");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "nobody waits out the patience of 30 s for a node without an agent");
        (await cluster.ListAsync()).Select(line => $"{line.Name} {line.State} {line.Seen}").ShouldBe(["nginx running no answer", "redis running running"]);
        (await RefusedAsync(() => cluster.StopAsync("nginx"), 504)).ShouldContain("\"forget\": true");
        (await cluster.StopAsync("nginx", forget: true)).State.ShouldBe("forgotten");
        (await cluster.StartAsync("nginx", "node-2")).Node.ShouldBe("node-2");
    }

    [Fact]
    public async Task A_node_that_dies_with_a_question_in_its_queue_keeps_nobody_waiting_for_the_list()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var cluster = await PushCluster.StartAsync(() => CommandBus.RabbitMq("tests", broker));
        await cluster.StartAsync("nginx", "node-1");
        await cluster.Agents["node-1"].DisposeAsync();
        var dying = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var channel = await dying.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "duckbus.commands", "tests.node-1");

        var clock = Stopwatch.StartNew();
        var listing = cluster.ListAsync();
        await Eventually.Async("the question is in the queue", TimeSpan.FromSeconds(10), async () => await channel.MessageCountAsync(queue) > 0);
        await dying.DisposeAsync();

        (await listing).ShouldHaveSingleItem().Seen.ShouldBe("no answer");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "nobody waits out the patience of 30 s for a node that is gone");
    }

    private static Task<PushCluster> InMemoryAsync()
    {
        var bus = CommandBus.InMemory("tests");
        return PushCluster.StartAsync(() => bus);
    }

    private static async Task<string> RefusedAsync(Func<Task> call, int code)
    {
        var refusal = await Should.ThrowAsync<StatusException>(call);
        refusal.Code.ShouldBe(code);
        return refusal.Message;
    }
}
