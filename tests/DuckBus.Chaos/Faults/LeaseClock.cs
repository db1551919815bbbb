using System.Globalization;
using DuckBus.Chaos.Clients;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Faults;

/// <summary>Says of a lease that it was renewed an hour ago, or will be in an hour, as a holder with a wrong clock does.</summary>
public sealed class LeaseClock(ChaosClient client, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Does so again and again until it is cancelled.</summary>
    /// <param name="lease">As <c>namespace/name</c>.</param>
    /// <param name="tally">Whether the API server takes it.</param>
    /// <param name="cancellationToken">The end.</param>
    public async Task TurnAsync(string lease, Tally tally, CancellationToken cancellationToken)
    {
        var (ns, name) = (lease.Split('/')[0], lease.Split('/')[1]);
        for (var hours = 1; !cancellationToken.IsCancellationRequested; hours = -hours)
        {
            var wrong = time.GetUtcNow().AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            var (outcome, _, answer) = await client.SendAsync(HttpMethod.Patch, $"/apis/coordination.k8s.io/v1/namespaces/{ns}/leases/{name}",
                $$$"""{"spec": {"renewTime": "{{{wrong}}}"}}""", "application/merge-patch+json", CancellationToken.None);
            if (outcome == WriteOutcome.Acknowledged) tally.Taken(1);
            else tally.Refused(1, answer);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
