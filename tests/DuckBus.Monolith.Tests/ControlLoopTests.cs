using DuckBus.Kubelet.Files;
using DuckBus.Model.Errors;
using DuckBus.Plain;
using DuckBus.Store.Embedded;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Monolith.Tests;

/// <summary>The loop, tick by tick, as an audience reads it.</summary>
public sealed class ControlLoopTests : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-monolith-");
    private readonly ManualTimeProvider time = new();
    private readonly List<LoopNode> nodes = [];
    private EmbeddedStore store = null!;
    private Declarations declarations = null!;

    public async ValueTask InitializeAsync()
    {
        store = new EmbeddedStore(new EmbeddedStoreOptions(Path.Combine(directory.FullName, "store")), null, time, NullLogger.Instance);
        await store.OpenAsync(CancellationToken.None);
        declarations = new Declarations(store);
        foreach (var name in new[] { "node-1", "node-2", "node-3" })
        {
            nodes.Add(new LoopNode(new PlainNode(name, new FileRuntime(directory.FullName, name, TimeProvider.System, NullLogger.Instance))));
            await nodes[^1].PrepareAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await store.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_tick_looks_as_on_the_slide()
    {
        await DeclareAsync("nginx", "redis");
        await TickAsync();
        await DeclareAsync("mysql");

        (await TickAsync()).ShouldBe($"""
            ======================================================================
            TICK - {time.GetLocalNow():HH:mm:ss}
            ======================================================================
            1. OBSERVE the current state
              ✓ node-1: nginx
              ✓ node-2: redis
              - node-3: empty
               → 2 containers run on 3 nodes
            2. FETCH the desired state
               → 3 containers declared
            3. CLEAN UP dead nodes
            4. SCHEDULE what has no node
              SCHEDULE: mysql → node-3
            5. RECONCILE (diff + act)
              ▶ START: mysql on node-3
            ✅ Converged

            """);
    }

    [Fact]
    public async Task A_tick_speaks_French()
    {
        await DeclareAsync("nginx");

        (await TickAsync(TickWords.French)).ShouldBe($"""
            ======================================================================
            TICK - {time.GetLocalNow():HH:mm:ss}
            ======================================================================
            1. OBSERVER l'état actuel
              - node-1: vide
              - node-2: vide
              - node-3: vide
               → 0 conteneur tourne sur 3 nœuds
            2. RÉCUPÉRER l'état désiré
               → 1 conteneur déclaré
            3. CLEANUP des nœuds morts
            4. SCHEDULER ce qui n'a pas de nœud
              SCHEDULE: nginx → node-1
            5. RÉCONCILIER (diff + action)
              ▶ START: nginx sur node-1
            ✅ Convergé

            """);
    }

    [Fact]
    public async Task An_intruder_is_stopped_a_crash_is_started_again_and_what_is_taken_back_goes()
    {
        await DeclareAsync("nginx", "redis");
        await TickAsync();
        await File.WriteAllTextAsync(FileOf("node-1"), "fake-container\n");

        var tick = await TickAsync();

        tick.ShouldContain("◼ STOP: fake-container on node-1");
        tick.ShouldContain("▶ START: nginx on node-1");
        File.ReadAllLines(FileOf("node-1")).ShouldBe(["nginx"]);
        await declarations.RemoveAsync("nginx", CancellationToken.None);
        (await TickAsync()).ShouldContain("◼ STOP: nginx on node-1");
        File.ReadAllLines(FileOf("node-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_containers_of_a_dead_node_move_and_none_runs_twice_when_it_returns()
    {
        await DeclareAsync("a", "b", "c", "d", "e", "f");
        await TickAsync();
        await nodes[0].PullPlugAsync(CancellationToken.None);

        var tick = await TickAsync();

        tick.ShouldContain("✗ node-1: no answer");
        tick.ShouldContain("✗ node-1 is dead: a needs another node");
        tick.ShouldContain("SCHEDULE: a → node-2");
        tick.ShouldContain("SCHEDULE: d → node-3");
        tick.ShouldContain("✅ Converged");
        nodes[0].PlugIn();
        await TickAsync();
        nodes.SelectMany(node => File.ReadAllLines(FileOf(node.Name))).Order().ShouldBe(["a", "b", "c", "d", "e", "f"]);
    }

    [Fact]
    public async Task With_no_node_alive_it_says_so_and_what_is_declared_waits()
    {
        await DeclareAsync("nginx");
        foreach (var node in nodes) await node.PullPlugAsync(CancellationToken.None);

        (await TickAsync()).ShouldEndWith("⚠ no node is alive\n");
        foreach (var node in nodes) node.PlugIn();
        (await TickAsync()).ShouldContain("▶ START: nginx on node-1");
    }

    [Fact]
    public async Task Declaring_twice_is_409_and_taking_back_what_is_not_there_is_404()
    {
        await DeclareAsync("nginx");

        (await Should.ThrowAsync<StatusException>(() => DeclareAsync("nginx"))).Code.ShouldBe(409);
        (await Should.ThrowAsync<StatusException>(() => declarations.RemoveAsync("redis", CancellationToken.None))).Code.ShouldBe(404);
    }

    private string FileOf(string node) => Path.Combine(directory.FullName, node + "_running.txt");

    private async Task DeclareAsync(params string[] names)
    {
        foreach (var name in names) await declarations.AddAsync(new PlainRequest { Name = name }, CancellationToken.None);
    }

    private async Task<string> TickAsync(TickWords? words = null)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        await new ControlLoop(nodes, declarations, new TickLog(text, words ?? TickWords.English, time)).TickAsync(CancellationToken.None);
        return text.ToString();
    }
}
