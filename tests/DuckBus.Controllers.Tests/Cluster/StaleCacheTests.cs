using System.Reflection;
using DuckBus.Client.Controllers;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Controllers.ReplicaSets;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class StaleCacheTests
{
    // The informers list once and never hear of anything again: no cache is staler.
    private static readonly InformerOptions Deaf = new() { Sync = SyncMode.Poll, Resync = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 2)]
    public async Task With_a_cache_that_hears_nothing_there_are_never_too_many_nor_too_few(int before, int wanted)
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: false);
        var set = await cluster.Api.CreateAsync(ReplicaSetTests.New("web", wanted), default);
        for (var i = 0; i < before; i++)
        {
            var pod = await cluster.Api.CreateAsync(PodTemplates.Instantiate(set, set.Spec.Template), default);
            // Bound pods stay when they are deleted, as Terminating: the deaf cache goes on showing them as if nothing were.
            await cluster.Api.BindAsync(pod, "node-1", default);
        }

        await using var informers = cluster.Informers(Deaf);
        await using var events = new EventRecorder(cluster.Api, "test", null, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        var context = new ControllerContext(
            cluster.Api, informers, events, cluster.Telemetry("controllers"), TimeProvider.System, NullLoggerFactory.Instance);
        var controller = new ReplicaSetController(context);
        await informers.StartAsync(default);
        await informers.WaitForSyncAsync(default);
        for (var i = 0; i < 10; i++) await ReconcileAsync(controller, ObjectName.Of(set));

        var active = await cluster.PodsAsync(pod => pod.Metadata.DeletionTimestamp is null);
        active.Count.ShouldBe(wanted);
        (await cluster.ListAsync<Pod>()).Count.ShouldBe(Math.Max(before, wanted));
    }

    // The base calls this when an event wakes the key; here nothing does.
    private static Task<Requeue> ReconcileAsync(Controller controller, ObjectName key) =>
        (Task<Requeue>)typeof(Controller).GetMethod("ReconcileAsync", BindingFlags.Instance | BindingFlags.NonPublic)!
            .Invoke(controller, [key, CancellationToken.None])!;
}
