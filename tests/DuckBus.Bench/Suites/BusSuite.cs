using System.Diagnostics;
using System.Text;
using DuckBus.Bench.Reports;
using DuckBus.Bus;
using DuckBus.Model.Kinds;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DuckBus.Bench.Suites;

/// <summary>News from a publisher to a consumer, beside a bare publish and consume on the same broker.</summary>
public sealed class BusSuite(BenchOptions options)
{
    private const int AtOnce = 100;
    private const string Bare = "bare RabbitMQ";

    private static readonly string Body = $$$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "default"}, "spec": {"x": "{{{new string('x', 1_000)}}}"}}""";

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var bus = new RabbitMqChangeBus(new BusOptions { Uri = broker.Uri }, TimeProvider.System, NullLoggerFactory.Instance);
        await bus.StartAsync(CancellationToken.None);
        await Eventually.Async("the bus is connected", TimeSpan.FromSeconds(30), () => bus.IsConnected);
        var arrived = new SemaphoreSlim(0);
        await bus.SubscribeAsync("bench", [new Topic("pods")], _ =>
        {
            arrived.Release();
            return Task.CompletedTask;
        }, CancellationToken.None);
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var bareArrived = await ConsumeAsync(channel);

        var rounds = options.Full ? 500 : 100;
        var one = await Alternate.RunAsync(rounds, 20, () => Alternate.TimeAsync(() => OursAsync(bus, arrived, 1)), () => Alternate.TimeAsync(() => BareAsync(channel, bareArrived, 1)));
        var many = await Alternate.RunAsync(options.Full ? 50 : 15, 5, () => RateAsync(() => OursAsync(bus, arrived, AtOnce)), () => RateAsync(() => BareAsync(channel, bareArrived, AtOnce)));
        return new Suite("bus", "News over the bus", $"""
            A change of 1 KB from the relay's publish, confirmed by the broker, to a subscriber's handler, through MassTransit. The floor is the same message by
            RabbitMQ's own client over a topic exchange, also confirmed.
            """,
        new ShownFigures
        {
            new Figure { What = "one change, publish to handler", Unit = "ms", Ours = one[0], Rivals = [new Rival(Bare, one[1])] },
            new Figure { What = $"changes, {AtOnce} at once", Unit = "/s", MoreIsBetter = true, Ours = many[0], Rivals = [new Rival(Bare, many[1])] },
        });
    }

    private static async Task<double> RateAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return AtOnce / clock.Elapsed.TotalSeconds;
    }

    private static async Task OursAsync(RabbitMqChangeBus bus, SemaphoreSlim arrived, int count)
    {
        var changes = Enumerable.Range(1, count).Select(i => new ResourceChanged
        {
            Kind = "pods",
            Namespace = "default",
            Name = "web",
            Uid = "u",
            Revision = i,
            Type = ChangeType.Modified,
            Node = "node-1",
            Object = Body,
        }).ToList();
        await bus.PublishAsync(changes, CancellationToken.None);
        for (var i = 0; i < count; i++) await arrived.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task BareAsync(IChannel channel, SemaphoreSlim arrived, int count)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => channel.BasicPublishAsync("bare", "pods.default.node-1", body).AsTask()));
        for (var i = 0; i < count; i++) await arrived.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<SemaphoreSlim> ConsumeAsync(IChannel channel)
    {
        var arrived = new SemaphoreSlim(0);
        await channel.ExchangeDeclareAsync("bare", "topic");
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, "bare", "pods.#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            arrived.Release();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return arrived;
    }
}
