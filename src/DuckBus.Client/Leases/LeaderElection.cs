using System.Text.Json;
using DuckBus.Client.Api;
using DuckBus.Model.Coordination;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Leases;

/// <summary>Of several instances of a part one works: the holder of a Lease in <c>kube-system</c>. The others wait to take over.</summary>
/// <param name="api">Where the lease is.</param>
/// <param name="name">The name of the lease: <c>scheduler</c>.</param>
/// <param name="identity">Who this instance is, unique among all.</param>
/// <param name="duration">How long others wait after the last renewal; it is renewed three times within.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Who leads.</param>
public sealed class LeaderElection(
    ApiClient api, string name, string identity, TimeSpan duration, TimeProvider time, ILogger log)
{
    private const string Namespace = "kube-system";
    private static readonly TimeSpan GiveBackTimeout = TimeSpan.FromSeconds(2);

    private readonly ObservedLease observed = new(identity, time);
    private Lease? held;
    private volatile bool isLeader;
    private volatile string? notReadyReason = $"waiting for the lease {name}";
    private string? said;

    // Others may take over a whole duration after our last renewal; the work must have stopped before.
    private TimeSpan GiveUpAfter => duration * 0.8;

    private TimeSpan Between => duration / 3;

    /// <summary>Whether this instance leads now.</summary>
    public bool IsLeader => isLeader;

    /// <summary>Why this instance neither leads nor could take over now; null where it does one of them.</summary>
    public string? NotReadyReason => notReadyReason;

    /// <summary>
    /// Waits to become the leader, runs the work until it loses the lease (the work's token fires) or is cancelled, and
    /// starts again. Gives the lease back when cancelled, so that another takes over at once. Ends when the work ends by itself.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryTakeOrRenewAsync(cancellationToken))
            {
                if (await LeadAsync(work, cancellationToken)) return;
            }
            else
            {
                await PauseAsync(Between, cancellationToken);
            }
        }
    }

    private async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        isLeader = true;
        log.LogInformation("{Identity} leads ({Lease})", identity, name);
        var working = Task.Run(() => work(term.Token), CancellationToken.None);
        try
        {
            var keeping = KeepAsync(term.Token);
            var endedByItself = await Task.WhenAny(working, keeping) == working && !cancellationToken.IsCancellationRequested;
            await term.CancelAsync();
            var kept = await keeping;
            await EndedAsync(working);
            if (kept) await GiveBackAsync();
            return endedByItself;
        }
        finally
        {
            isLeader = false;
        }
    }

    /// <summary>Renews until cancelled (true) or until the lease is lost or may be lost soon (false).</summary>
    private async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        var renewed = time.GetTimestamp();
        while (true)
        {
            await PauseAsync(Between, cancellationToken);
            if (cancellationToken.IsCancellationRequested) return true;
            var asked = time.GetTimestamp();
            using var deadline = new CancellationTokenSource(Max(GiveUpAfter - time.GetElapsedTime(renewed), TimeSpan.Zero), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            if (await TryTakeOrRenewAsync(either.Token)) renewed = asked;
            else if (cancellationToken.IsCancellationRequested) return true;
            else if (!observed.IsOurs || time.GetElapsedTime(renewed) + Between > GiveUpAfter)
            {
                log.LogWarning("⚠ {Identity} no longer leads ({Lease}): {Reason}", identity, name,
                    observed.IsOurs ? "the lease could not be renewed in time" : $"{observed.Holder} holds it");
                return false;
            }
        }
    }

    /// <summary>Takes the lease if it is free, given back, expired or ours. Never throws but for bugs.</summary>
    private async Task<bool> TryTakeOrRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await TryRenewAsync(cancellationToken)) return true;
            var lease = await api.GetAsync<Lease>(Namespace, name, cancellationToken);
            observed.See(lease);
            if (!observed.MayBeTaken)
            {
                notReadyReason = null;
                Say($"{observed.Holder} leads; {identity} waits to take over ({name})");
                return false;
            }
            var ours = Ours(lease);
            Hold(lease is null ? await api.CreateAsync(ours, cancellationToken) : await api.UpdateAsync(ours, cancellationToken));
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            notReadyReason = $"waiting for the lease {name}: the API server does not answer in time";
            return false;
        }
        catch (StatusException e) when (e.Code == 409)
        {
            return false; // another was quicker: the next look tells who
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException or JsonException)
        {
            notReadyReason = $"waiting for the lease {name}: {e.Message}";
            Say($"{identity} cannot reach the lease ({name}): {e.Message}");
            return false;
        }
    }

    /// <summary>Nobody else writes a lease that is held, so it is not read before each renewal; only if somebody did after all.</summary>
    private async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        if (held is not { } known) return false;
        held = null;
        try
        {
            Hold(await api.UpdateAsync(Ours(known), cancellationToken));
            return true;
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            return false;
        }
    }

    private void Hold(Lease lease)
    {
        observed.See(lease);
        held = lease;
        notReadyReason = null;
        said = null;
    }

    private Lease Ours(Lease? before)
    {
        var now = time.GetUtcNow();
        var isRenewal = before?.Spec.HolderIdentity == identity;
        return (before ?? new Lease { Metadata = new ObjectMeta { Name = name, Namespace = Namespace } }) with
        {
            Spec = (before?.Spec ?? new LeaseSpec()) with
            {
                HolderIdentity = identity,
                LeaseDurationSeconds = (int)Math.Ceiling(duration.TotalSeconds),
                AcquireTime = isRenewal ? before!.Spec.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = (before?.Spec.LeaseTransitions ?? 0) + (isRenewal || before is null ? 0 : 1),
            },
        };
    }

    private async Task GiveBackAsync()
    {
        using var limit = new CancellationTokenSource(GiveBackTimeout, time);
        try
        {
            if (await api.GetAsync<Lease>(Namespace, name, limit.Token) is not { } lease || lease.Spec.HolderIdentity != identity) return;
            await api.UpdateAsync(lease with { Spec = lease.Spec with { HolderIdentity = "", RenewTime = time.GetUtcNow() } }, limit.Token);
            log.LogInformation("{Identity} gives the lead back ({Lease})", identity, name);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException or OperationCanceledException)
        {
            log.LogDebug("the lease {Lease} could not be given back, it expires: {Reason}", name, e.Message);
        }
    }

    private void Say(string what)
    {
        if (said == what) return;
        said = what;
        log.LogInformation("{What}", what);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits for the work of a term that is over: two terms of one instance never overlap.</summary>
    private async Task EndedAsync(Task work)
    {
        try
        {
            if (await Task.WhenAny(work, Task.Delay(duration, time)) != work)
                log.LogWarning("⚠ {Identity} waits for its work to end before it can lead again ({Lease})", identity, name);
            await work;
        }
        catch (OperationCanceledException)
        {
            // The term is over.
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
