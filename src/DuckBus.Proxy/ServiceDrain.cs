using System.Net;
using DuckBus.Gateway;
using DuckBus.Proxy.Feed;
using DuckBus.Proxy.NodePorts;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy;

/// <summary>Waits until a pod that is about to stop has been left by the gateway and by the node ports.</summary>
/// <param name="feed">The gateway.</param>
/// <param name="nodePorts">The node ports of this process.</param>
/// <param name="isListed">Whether a slice lists the pod.</param>
/// <param name="isApiThere">Whether the API server answers; without it nobody would tell that the pod is leaving.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Log lines.</param>
internal sealed class ServiceDrain(
    GatewayFeed feed, NodePortListeners nodePorts, Func<IPAddress, bool> isListed, Func<bool> isApiThere, TimeProvider time, ILogger log) : IServiceDrain
{
    /// <summary>How long a pod is held back at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task DrainAsync(IPAddress pod, CancellationToken cancellationToken)
    {
        if (!isListed(pod)) return;
        var since = time.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => over.Cancel(), null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            if (!await IsWithdrawnAsync(pod, over.Token)) return;
            var left = Limit - time.GetElapsedTime(since);
            var open = await Task.WhenAll(feed.DrainAsync(pod, left, over.Token), nodePorts.DrainAsync(pod, left, over.Token));
            log.LogDebug("{Pod} was left after {Milliseconds:0} ms, with {Open} connections in use", pod, time.GetElapsedTime(since).TotalMilliseconds, open.Sum());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogDebug("{Pod} was not left within {Seconds} s", pod, Limit.TotalSeconds);
        }
    }

    private async Task<bool> IsWithdrawnAsync(IPAddress pod, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = feed.Changed.Next;
            if (!feed.IsConnected || !isApiThere()) return false;
            if (feed.InForce?.HasLeft(pod) == true) return true;
            await changed.WaitAsync(cancellationToken);
        }
    }
}
