using DuckBus.Client.Api;
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
    ApiClient api, string name, string identity, TimeSpan duration, TimeProvider time, ILogger<LeaderElection> log)
{
    /// <summary>Whether this instance leads now.</summary>
    public bool IsLeader => throw new NotImplementedException();

    /// <summary>
    /// Waits to become the leader, runs the work until it loses the lease (the work's token fires) or is cancelled, and
    /// starts again. Gives the lease back when cancelled, so that another takes over at once.
    /// </summary>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => throw new NotImplementedException();
}
