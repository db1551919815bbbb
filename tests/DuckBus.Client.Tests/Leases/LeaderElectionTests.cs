using DuckBus.Client.Leases;
using DuckBus.Model.Coordination;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Client.Tests.Leases;

public sealed class LeaderElectionTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    private readonly FakeApi api = new();
    private readonly ManualTimeProvider time = new();
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task Of_two_instances_one_leads_and_gives_the_lead_back_when_it_stops()
    {
        using var firstStop = new CancellationTokenSource();
        var first = Candidate("a");
        var firstRun = first.RunAsync(WorkAsync, firstStop.Token);
        await Eventually.Async("a leads", Deadline, () => first.IsLeader);
        var second = Candidate("b");
        var secondRun = second.RunAsync(WorkAsync, stop.Token);

        await firstStop.CancelAsync();
        await firstRun;
        api.Find<Lease>("kube-system", "scheduler")!.Spec.HolderIdentity.ShouldBe("");
        await AdvanceUntilAsync("b leads", () => second.IsLeader);

        api.Find<Lease>("kube-system", "scheduler")!.Spec.HolderIdentity.ShouldBe("b");
        await StopAsync(secondRun);
    }

    [Fact]
    public async Task A_leader_that_died_is_followed_after_its_lease_stood_still_for_its_duration()
    {
        // The dead leader's clock was an hour ahead: only what is seen here counts.
        api.Put(Held("dead", time.GetUtcNow() + TimeSpan.FromHours(1)));
        var candidate = Candidate("b");
        var start = time.GetUtcNow();
        var run = candidate.RunAsync(WorkAsync, stop.Token);

        await AdvanceUntilAsync("b leads", () => candidate.IsLeader);

        (time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(Duration);
        api.Find<Lease>("kube-system", "scheduler")!.Spec.LeaseTransitions.ShouldBe(1);
        await StopAsync(run);
    }

    [Fact]
    public void A_lease_whose_holder_renews_is_never_free_however_wrong_its_clock()
    {
        var observed = new ObservedLease("b", time);
        for (var i = 0; i < 10; i++)
        {
            observed.See(Held("a", time.GetUtcNow() - TimeSpan.FromHours(2)));
            observed.MayBeTaken.ShouldBeFalse();
            time.Advance(Duration * 0.9);
        }
    }

    [Fact]
    public async Task A_leader_that_cannot_reach_the_API_stops_its_work_before_another_may_take_over()
    {
        var stopped = new TaskCompletionSource<DateTimeOffset>();
        var leader = Candidate("a");
        var run = leader.RunAsync(async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.TrySetResult(time.GetUtcNow());
        }, stop.Token);
        await Eventually.Async("a leads", Deadline, () => leader.IsLeader);
        var lastRenewal = api.Find<Lease>("kube-system", "scheduler")!.Spec.RenewTime!.Value;

        api.IsDown = true;
        await AdvanceUntilAsync("the work stops", () => stopped.Task.IsCompleted);

        ((await stopped.Task) - lastRenewal).ShouldBeLessThan(Duration);
        api.IsDown = false;
        await AdvanceUntilAsync("a leads again", () => leader.IsLeader);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_leader_renews_its_lease()
    {
        var leader = Candidate("a");
        var run = leader.RunAsync(WorkAsync, stop.Token);
        await Eventually.Async("a leads", Deadline, () => leader.IsLeader);
        var first = api.Find<Lease>("kube-system", "scheduler")!.Spec;

        await AdvanceUntilAsync("the lease is renewed", () => api.Find<Lease>("kube-system", "scheduler")!.Spec.RenewTime > first.RenewTime);

        api.Find<Lease>("kube-system", "scheduler")!.Spec.AcquireTime.ShouldBe(first.AcquireTime);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_lease_that_is_held_is_read_again_only_when_somebody_else_wrote_it()
    {
        var leader = Candidate("a");
        var run = leader.RunAsync(WorkAsync, stop.Token);
        await Eventually.Async("a leads", Deadline, () => leader.IsLeader);
        int Reads() => api.Calls.Count(call => call.StartsWith("GET", StringComparison.Ordinal));
        DateTimeOffset? Renewed() => api.Find<Lease>("kube-system", "scheduler")!.Spec.RenewTime;
        async Task RenewsAsync()
        {
            var before = Renewed();
            await AdvanceUntilAsync("the lease is renewed", () => Renewed() > before);
        }

        var reads = Reads();
        await RenewsAsync();
        await RenewsAsync();
        Reads().ShouldBe(reads);

        var lease = api.Find<Lease>("kube-system", "scheduler")!;
        api.Put(lease with { Metadata = lease.Metadata with { Labels = new Dictionary<string, string> { ["seen"] = "yes" } } });
        await RenewsAsync();
        Reads().ShouldBe(reads + 1);
        await RenewsAsync();
        (Reads(), leader.IsLeader).ShouldBe((reads + 1, true));
        api.Find<Lease>("kube-system", "scheduler")!.Metadata.Labels!["seen"].ShouldBe("yes");
        await StopAsync(run);
    }

    [Fact]
    public async Task A_candidate_is_ready_while_it_leads_or_another_does_and_says_what_it_waits_for_otherwise()
    {
        api.IsDown = true;
        var leader = Candidate("a");
        var standby = Candidate("b");
        leader.NotReadyReason.ShouldBe("waiting for the lease scheduler");
        var leaderRun = leader.RunAsync(WorkAsync, stop.Token);
        await AdvanceUntilAsync("a says why", () => leader.NotReadyReason?.StartsWith("waiting for the lease scheduler: ", StringComparison.Ordinal) == true);

        api.IsDown = false;
        await AdvanceUntilAsync("a leads and is ready", () => leader.IsLeader && leader.NotReadyReason is null);
        var standbyRun = standby.RunAsync(WorkAsync, stop.Token);
        await Eventually.Async("b waits and is ready", Deadline, () => standby.NotReadyReason is null);
        standby.IsLeader.ShouldBeFalse();

        api.IsDown = true;
        await AdvanceUntilAsync("neither is ready", () => leader.NotReadyReason is not null && standby.NotReadyReason is not null);
        await StopAsync(Task.WhenAll(leaderRun, standbyRun));
    }

    public void Dispose() => stop.Dispose();

    private LeaderElection Candidate(string identity) =>
        new(api.Client, "scheduler", identity, Duration, time, NullLogger<LeaderElection>.Instance);

    private static Task WorkAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    private static Lease Held(string holder, DateTimeOffset renewed) => new()
    {
        Metadata = new() { Name = "scheduler", Namespace = "kube-system" },
        Spec = new LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = 3, RenewTime = renewed },
    };

    // In small steps, and only when all candidates wait: time passes for them as it does for real ones.
    private Task AdvanceUntilAsync(string what, Func<bool> condition) => Eventually.Async(what, Deadline, () =>
    {
        if (condition()) return true;
        if (time.PendingTimers > 0) time.Advance(TimeSpan.FromMilliseconds(50));
        return condition();
    });

    private async Task StopAsync(Task run)
    {
        await stop.CancelAsync();
        await run;
    }
}
