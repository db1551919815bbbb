using System.Net;
using DuckBus.Client.Queues;
using DuckBus.Gateway;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Proxy.Tables;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy.Feed;

/// <summary>
/// Keeps the gateway at the newest table: over a control stream that is opened again whenever it ends, with a look every resync period
/// at what is in force, so that nothing that was lost stays lost.
/// </summary>
/// <param name="host">Where the gateway is.</param>
/// <param name="resync">Time between two looks.</param>
/// <param name="drain">Leaves a pod that another proxy drains.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Log lines.</param>
internal sealed class GatewayFeed(
    IGatewayHost host, TimeSpan resync, Func<DrainRequest, CancellationToken, Task<int>> drain, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);
    private readonly Signal offered = new();
    private volatile BuiltTable? newest;
    private volatile GatewaySession? session;
    private string? told;

    /// <summary>The table of this proxy that is in force, or than which a newer one of another proxy is; null before there is one.</summary>
    public BuiltTable? InForce { get; private set; }

    /// <summary>Fires when <see cref="InForce"/> is another one, or the gateway is gone.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Whether the gateway listens.</summary>
    public bool IsConnected => session is not null;

    /// <summary>What is waited for; null while all is in force.</summary>
    public string? Trouble { get; private set; } = "the gateway is not reached yet";

    /// <summary>Fires each time a stream is open and the newest table in force.</summary>
    public Signal Connected { get; } = new();

    /// <summary>Takes a newer table, to be sent as soon as can be.</summary>
    public void Offer(BuiltTable table)
    {
        newest = table;
        offered.Fire();
    }

    /// <summary>Completes when no connection to the pod is in use, or the time is over, or the gateway goes.</summary>
    /// <returns>How many are in use all the same.</returns>
    public async Task<int> DrainAsync(IPAddress pod, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            return session is { } open ? await open.DrainAsync(pod, atMost, cancellationToken) : 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>Feeds the gateway until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await using var stream = new GatewaySession(await host.ConnectAsync(cancellationToken), drain);
                await ServeAsync(stream, () => failures = 0, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                Lost(e.Message);
            }

            await Task.Delay(BackOff.Delay(++failures, FirstRetry, LastRetry), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(GatewaySession stream, Action works, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = stream.RunAsync(over.Token);
        try
        {
            var writing = FeedAsync(stream, works, over.Token);
            await await Task.WhenAny(reading, writing);
        }
        finally
        {
            session = null;
            await over.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FeedAsync(GatewaySession stream, Action works, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = offered.Next;
            if (newest is { } table)
            {
                var applied = ReferenceEquals(table, InForce) && session is not null
                    ? await stream.InForceAsync(cancellationToken)
                    : await stream.ApplyAsync(table.Table, cancellationToken);
                if (!Covers(applied, table.Table) || applied.Problems.Count > 0)
                    applied = await stream.ApplyAsync(table.Table, cancellationToken);
                works();
                Take(table, applied, stream);
            }

            await Task.WhenAny(next, Task.Delay(resync, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Take(BuiltTable table, Applied applied, GatewaySession stream)
    {
        var isFirst = session is null;
        var trouble = applied.Problems.Count > 0 ? string.Join("; ", applied.Problems) : null;
        if (isFirst) log.LogInformation("✓ the gateway routes {Count} services", table.Table.Services.Count);
        if (trouble is not null && trouble != told) log.LogWarning("⚠ the gateway cannot do all: {Problems}; trying again at each resync", trouble);
        told = Trouble = trouble;
        session = stream;
        InForce = table;
        Changed.Fire();
        if (isFirst) Connected.Fire();
    }

    private void Lost(string reason)
    {
        session = null;
        Trouble = $"the gateway: {reason}";
        if (told != reason) log.LogInformation("waiting for the gateway: {Reason}", reason);
        told = reason;
        Changed.Fire();
    }

    private static bool Covers(Applied applied, RoutingTable table) => applied.Origin == table.Origin && !applied.Revision.IsOlderThan(table.Revision);
}
