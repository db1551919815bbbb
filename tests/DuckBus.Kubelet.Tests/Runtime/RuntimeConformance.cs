using DuckBus.Kubelet.Runtime;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Runtime;

/// <summary>What every runtime has to do, tried on the real thing.</summary>
public abstract class RuntimeConformance : IAsyncLifetime
{
    protected const string Duck = "duckbus/duck:local";
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly List<IContainerRuntime> opened = [];

    /// <summary>A cluster of this test alone.</summary>
    protected string Cluster { get; } = "t" + Guid.NewGuid().ToString("N")[..8];

    private string Fake => "fake-" + Cluster;

    /// <summary>The runtime of node-1.</summary>
    protected IContainerRuntime Runtime { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await BeginAsync();
        Runtime = await OpenAsync(Cluster, "node-1");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var runtime in opened)
            await runtime.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task BeginAsync();

    protected abstract Task EndAsync();

    protected abstract IContainerRuntime Create(string cluster, string node);

    /// <summary>Kills a container behind the runtime's back.</summary>
    protected abstract Task CrashAsync(RuntimeContainer container);

    /// <summary>Starts something on node-1 that nobody declared.</summary>
    protected abstract Task IntrudeAsync(string name);

    [Fact]
    public async Task It_tells_how_large_the_machine_is()
    {
        var machine = await Runtime.InfoAsync(default);

        machine.Cpus.ShouldBePositive();
        machine.MemoryBytes.ShouldBePositive();
        machine.StorageBytes.ShouldBePositive();
    }

    [Fact]
    public async Task A_pod_lives_from_create_to_remove()
    {
        var pod = Pod("web");
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        var sandbox = await Runtime.CreateSandboxAsync(Sandbox(pod), Token);
        var id = await Runtime.CreateContainerAsync(sandbox, Container(pod, "web"), Token);
        (await OnlyAsync()).State.ShouldBe(ContainerLife.Created);

        (await Runtime.StartSandboxAsync(sandbox, Token)).Running.ShouldBeTrue();
        var started = await Runtime.StartContainerAsync(id, Token);
        started.State.ShouldBe(ContainerLife.Running);
        started.Name.ShouldBe("web");
        started.Image.ShouldBe(Duck);
        started.ExitCode.ShouldBeNull();
        started.FinishedAt.ShouldBeNull();
        started.StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(started.CreatedAt);
        started.CreatedAt.ShouldBeGreaterThan(before);

        await Runtime.StopContainerAsync(id, Grace, Token);
        var stopped = (await Runtime.InspectContainerAsync(id, Token))!;
        stopped.State.ShouldBe(ContainerLife.Exited);
        stopped.ExitCode.ShouldBe(0);
        stopped.FinishedAt!.Value.ShouldBeGreaterThanOrEqualTo(stopped.StartedAt!.Value);
        (await OnlyAsync()).ExitCode.ShouldBe(0);

        await Runtime.RemoveContainerAsync(id, Token);
        (await Runtime.InspectContainerAsync(id, Token)).ShouldBeNull();
        (await Runtime.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem().Containers.ShouldBeEmpty();
        await Runtime.RemoveSandboxAsync(sandbox, Token);
        (await Runtime.ListAsync(Token)).Sandboxes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Removing_a_sandbox_removes_what_runs_in_it()
    {
        var (sandbox, first) = await RunAsync(Pod("web"), "web");
        await StartInAsync(sandbox, Pod("web"), "sidecar");
        await Runtime.RemoveSandboxAsync(sandbox, Token);
        (await Runtime.InspectContainerAsync(first.Id, Token)).ShouldBeNull();
        var state = await Runtime.ListAsync(Token);
        state.Sandboxes.ShouldBeEmpty();
        state.Intruders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_and_removing_twice_succeeds()
    {
        var (sandbox, container) = await RunAsync(Pod("web"), "web");
        for (var i = 0; i < 2; i++)
            await Runtime.StopContainerAsync(container.Id, Grace, Token);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Runtime.RemoveContainerAsync(container.Id, Token)));
        await Runtime.StopContainerAsync(container.Id, Grace, Token);
        for (var i = 0; i < 2; i++)
            await Runtime.RemoveSandboxAsync(sandbox, Token);
        (await Runtime.InspectContainerAsync(container.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_container_killed_from_outside_is_seen_as_exited_with_137()
    {
        var (_, container) = await RunAsync(Pod("web"), "web");
        await CrashAsync(container);
        await Eventually.Async("the crash is seen", Soon, async () => (await OnlyAsync()).State == ContainerLife.Exited);
        var dead = (await Runtime.InspectContainerAsync(container.Id, Token))!;
        dead.ExitCode.ShouldBe(137);
        dead.OomKilled.ShouldBeFalse();
        dead.FinishedAt!.Value.ShouldBeGreaterThanOrEqualTo(dead.StartedAt!.Value);
    }

    [Fact]
    public async Task A_crashed_container_is_followed_by_its_next_attempt()
    {
        var pod = Pod("web");
        var (sandbox, first) = await RunAsync(pod, "web");
        await CrashAsync(first);
        await Eventually.Async("the crash is seen", Soon, async () => (await OnlyAsync()).State == ContainerLife.Exited);
        await StartInAsync(sandbox, pod, "web", attempt: 1);

        var both = (await Runtime.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem().Containers;
        both.Select(c => (c.Name, c.Attempt, c.State)).ShouldBe(
            [("web", 0, ContainerLife.Exited), ("web", 1, ContainerLife.Running)]);
        await Runtime.RemoveContainerAsync(first.Id, Token);
        (await OnlyAsync()).Attempt.ShouldBe(1);
        (await OnlyAsync()).State.ShouldBe(ContainerLife.Running);
    }

    [Fact]
    public async Task What_nobody_declared_is_an_intruder_until_it_is_removed()
    {
        await RunAsync(Pod("web"), "web");
        await IntrudeAsync(Fake);
        await Eventually.Async("the intruder is seen", Soon, async () => (await Runtime.ListAsync(Token)).Intruders.Count > 0);
        var intruder = (await Runtime.ListAsync(Token)).Intruders.ShouldHaveSingleItem();
        intruder.Name.ShouldBe(Fake);
        intruder.State.ShouldBe(ContainerLife.Running);

        await Runtime.StopContainerAsync(intruder.Id, TimeSpan.Zero, Token);
        await Runtime.RemoveContainerAsync(intruder.Id, Token);
        var state = await Runtime.ListAsync(Token);
        state.Intruders.ShouldBeEmpty();
        state.Sandboxes.ShouldHaveSingleItem().Containers.ShouldHaveSingleItem().State.ShouldBe(ContainerLife.Running);
    }

    [Fact]
    public async Task News_come_by_themselves_and_name_the_pod()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var news = new List<RuntimeEvent>();
        var listening = ListenAsync(news, stop.Token);
        await Eventually.Async("the stream is open", Soon, () => Seen(news, e => e == RuntimeEvent.Listening));

        var (_, container) = await RunAsync(Pod("web"), "web");
        await Eventually.Async("the start is told", Soon, () => Seen(news, e => e.ContainerId == container.Id && e.Type == "start"));
        await CrashAsync(container);
        await Eventually.Async("the crash is told", Soon, () => Seen(news, e => e.ContainerId == container.Id && e.Type == "die"));
        await IntrudeAsync(Fake);
        await Eventually.Async("the intruder is told", Soon, () => Seen(news, e => e.Pod is null && e.Type == "start"));
        lock (news)
            news.Where(e => e.ContainerId == container.Id).ShouldAllBe(e => e.Pod == Pod("web"));

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(listening);
    }

    [Fact]
    public async Task A_new_instance_knows_all_that_the_old_one_did()
    {
        var (sandbox, container) = await RunAsync(Pod("web"), "web");
        await CrashAsync(container);
        await StartInAsync(sandbox, Pod("web"), "web", attempt: 1);
        var later = await OpenAsync(Cluster, "node-1");

        var seen = (await later.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem();
        seen.Id.ShouldBe(sandbox);
        seen.Pod.ShouldBe(Pod("web"));
        seen.Running.ShouldBeTrue();
        seen.Containers.Select(c => (c.Name, c.Attempt, c.ExitCode)).ShouldBe([("web", 0, (int?)137), ("web", 1, null)]);
        var exact = (await later.InspectContainerAsync(container.Id, Token))!;
        exact.StartedAt.ShouldBe(container.StartedAt);
        exact.CreatedAt.ShouldBe(container.CreatedAt);
    }

    [Fact]
    public async Task Nodes_and_clusters_do_not_see_each_other()
    {
        await RunAsync(Pod("web"), "web");
        await IntrudeAsync(Fake);
        await using var neighbour = await OpenAsync(Cluster, "node-2");
        await using var stranger = await OpenAsync(Cluster + "x", "node-1");
        foreach (var other in new[] { neighbour, stranger })
        {
            var state = await other.ListAsync(Token);
            state.Sandboxes.ShouldBeEmpty();
            state.Intruders.ShouldBeEmpty();
        }
        (await Runtime.ListAsync(Token)).Sandboxes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_pods_of_one_name_live_side_by_side()
    {
        var (_, old) = await RunAsync(Pod("web"), "web");
        var (_, young) = await RunAsync(Pod("web") with { Uid = "another-" + Guid.NewGuid() }, "web");
        await Runtime.RemoveContainerAsync(old.Id, Token);
        (await Runtime.InspectContainerAsync(young.Id, Token))!.State.ShouldBe(ContainerLife.Running);
        var state = await Runtime.ListAsync(Token);
        state.Sandboxes.Count.ShouldBe(2);
        state.Intruders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pod_can_get_a_second_sandbox_while_the_first_still_holds_its_exited_container()
    {
        var (first, container) = await RunAsync(Pod("web"), "web");
        await Runtime.StopContainerAsync(container.Id, Grace, Token);
        var second = await Runtime.CreateSandboxAsync(Sandbox(Pod("web")), Token);
        await Runtime.StartSandboxAsync(second, Token);
        second.ShouldNotBe(first);
        await StartInAsync(second, Pod("web"), "web", attempt: 1);
        await Runtime.RemoveSandboxAsync(first, Token);
        var left = (await Runtime.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem();
        left.Id.ShouldBe(second);
        left.Containers.ShouldHaveSingleItem().State.ShouldBe(ContainerLife.Running);
    }

    [Fact]
    public async Task The_output_is_there_in_order_and_its_tail()
    {
        var (_, container) = await RunAsync(Pod("web"), "web");
        await Eventually.Async("it said something", Soon, async () => (await LogAsync(container.Id, new LogOptions())).Count > 0);
        await Runtime.StopContainerAsync(container.Id, Grace, Token);
        var all = await LogAsync(container.Id, new LogOptions());
        all.ShouldNotBeEmpty();
        all.ShouldAllBe(l => l.At >= container.CreatedAt);
        (await LogAsync(container.Id, new LogOptions(TailLines: 1))).ShouldBe([all[^1]]);
        (await LogAsync(container.Id, new LogOptions(Since: all[^1].At))).ShouldBeEmpty();
        (await LogAsync(container.Id, new LogOptions(Follow: true))).ShouldBe(all);
    }

    [Fact]
    public async Task Acting_on_what_is_not_there_says_so()
    {
        await Should.ThrowAsync<RuntimeException>(() => Runtime.StartContainerAsync("nope", Token));
        await Should.ThrowAsync<RuntimeException>(() => Runtime.StartSandboxAsync("nope", Token));
        (await Runtime.InspectContainerAsync("nope", Token)).ShouldBeNull();
        await Runtime.StopContainerAsync("nope", TimeSpan.Zero, Token);
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static PodIdentity Pod(string name) => new("default", name, "0f3c2b7a-0000-4000-8000-" + name.PadRight(12, '0'));

    protected static SandboxSpec Sandbox(PodIdentity pod) =>
        new(pod, Hostname: pod.Name, HostNetwork: false, Ports: [], Labels: new Dictionary<string, string>());

    protected static ContainerSpec Container(PodIdentity pod, string name, int attempt = 0) => new()
    {
        Pod = pod,
        Name = name,
        Attempt = attempt,
        Image = Duck,
        // Each container of a pod shares one address: another port for each.
        Env = [new("NODE_NAME", "node-1"), new("PORT", $"{8080 + (name.Length * 10) + attempt}")],
    };

    protected async Task<IContainerRuntime> OpenAsync(string cluster, string node)
    {
        var runtime = Create(cluster, node);
        opened.Add(runtime);
        await runtime.PrepareAsync(Token);
        return runtime;
    }

    protected async Task<(string Sandbox, RuntimeContainer Container)> RunAsync(PodIdentity pod, string name)
    {
        var sandbox = await Runtime.CreateSandboxAsync(Sandbox(pod), Token);
        await Runtime.StartSandboxAsync(sandbox, Token);
        return (sandbox, await StartInAsync(sandbox, pod, name));
    }

    protected Task<RuntimeContainer> StartInAsync(string sandbox, PodIdentity pod, string name, int attempt = 0) =>
        StartInAsync(sandbox, Container(pod, name, attempt));

    protected async Task<RuntimeContainer> StartInAsync(string sandbox, ContainerSpec spec) =>
        await Runtime.StartContainerAsync(await Runtime.CreateContainerAsync(sandbox, spec, Token), Token);

    protected async Task<List<LogLine>> LogAsync(string id, LogOptions options)
    {
        var lines = new List<LogLine>();
        await foreach (var line in Runtime.LogsAsync(id, options, Token))
            lines.Add(line);
        return lines;
    }

    private async Task<RuntimeContainer> OnlyAsync() =>
        (await Runtime.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem().Containers.ShouldHaveSingleItem();

    private async Task ListenAsync(List<RuntimeEvent> news, CancellationToken cancellationToken)
    {
        await foreach (var e in Runtime.EventsAsync(cancellationToken))
            lock (news)
                news.Add(e);
    }

    private static bool Seen(List<RuntimeEvent> news, Func<RuntimeEvent, bool> predicate)
    {
        lock (news)
            return news.Any(predicate);
    }
}
