using System.Collections.Concurrent;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Garbage;

/// <summary>
/// Removes the pods of nodes that do not exist: nobody is there to stop them. Its keys are nodes. A node that registers anew
/// has a grace period to do so.
/// </summary>
public sealed class PodGarbageCollector : Controller
{
    private readonly ICache<Pod> pods;
    private readonly ICache<Node> nodes;
    private readonly TimeSpan grace;
    private readonly ConcurrentDictionary<string, DateTimeOffset> missingSince = new(StringComparer.Ordinal);

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public PodGarbageCollector(ControllerContext context, ControllerOptions options)
        : base(context, "podgc")
    {
        grace = options.NodeGrace;
        nodes = Watch<Node>();
        pods = Watch<Pod>(change =>
            change.New?.Spec.NodeName is { Length: > 0 } node && change.Old?.Spec.NodeName != node ? [new ObjectName("", node)] : []);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (nodes.Get(key) is not null)
        {
            missingSince.TryRemove(key.Name, out _);
            return Requeue.None;
        }
        var left = missingSince.GetOrAdd(key.Name, Time.GetUtcNow()) + grace - Time.GetUtcNow();
        if (left > TimeSpan.Zero) return Requeue.In(left);
        if (await Api.GetAsync<Node>(null, key.Name, cancellationToken) is not null) return Requeue.In(grace);
        await Task.WhenAll(pods.List().Where(pod => pod.Spec.NodeName == key.Name).Select(pod => RemoveAsync(pod, cancellationToken)));
        missingSince.TryRemove(key.Name, out _);
        return Requeue.None;
    }

    private async Task RemoveAsync(Pod pod, CancellationToken cancellationToken)
    {
        var there = await Api.DeleteAsync<Pod>(
            pod.Metadata.Namespace, pod.Metadata.Name!, new DeleteOptions(GracePeriodSeconds: 0, Uid: pod.Metadata.Uid), cancellationToken);
        if (there) Log.LogInformation("DELETE: {Pod}, its node {Node} does not exist", ObjectName.Of(pod), pod.Spec.NodeName);
    }
}
