using System.Collections.Concurrent;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Workloads;

/// <summary>Creates and deletes pods for their owners, and remembers what the cache cannot know yet.</summary>
internal sealed class PodControl(ApiClient api, EventRecorder events, ICache<Pod> pods, ILogger log)
{
    private readonly ConcurrentDictionary<string, bool> deleting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ObjectName, bool> uncertain = [];

    /// <summary>Whether the pod is on its way out, even if the cache does not say so yet.</summary>
    public bool IsLeaving(Pod pod) => Pods.IsTerminating(pod) || deleting.ContainsKey(pod.Metadata.Uid!);

    /// <summary>Takes news of a pod: its deletion is known now.</summary>
    public void Take(InformerChange<Pod> change)
    {
        if (change.New is null || Pods.IsTerminating(change.New)) deleting.TryRemove(change.Latest.Metadata.Uid!, out _);
    }

    /// <summary>Asks which pods there are, if a creation for this owner was not answered.</summary>
    public async Task SettleAsync(ObjectName owner, CancellationToken cancellationToken)
    {
        if (!uncertain.ContainsKey(owner)) return;
        var there = await api.ListAsync<Pod>(new ListOptions(owner.Namespace), cancellationToken);
        foreach (var pod in there.Items) pods.Observe(pod);
        uncertain.TryRemove(owner, out _);
    }

    /// <summary>Creates the pod, and tells so.</summary>
    public async Task<Pod> CreateAsync(Resource owner, Pod pod, Trigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            var created = await api.CreateAsync(pod, cancellationToken);
            pods.Observe(created);
            log.LogInformation("CREATE: {Pod}  trigger={Trigger}", ObjectName.Of(created), trigger.Word());
            events.Normal(owner, "SuccessfulCreate", $"Created pod: {created.Metadata.Name}");
            return created;
        }
        catch (StatusException refused) when (refused.Code < 500)
        {
            events.Warning(owner, "FailedCreate", $"Error creating: {refused.Message}");
            throw;
        }
        catch
        {
            // Nobody answered: the pod may be there or not, so ask before the next one is created.
            uncertain[ObjectName.Of(owner)] = true;
            throw;
        }
    }

    /// <summary>Deletes the pod, and tells so.</summary>
    /// <returns>Why it could not be deleted; null if it is, or was gone.</returns>
    public async Task<Exception?> DeleteAsync(Resource owner, Pod pod, Trigger trigger, CancellationToken cancellationToken)
    {
        deleting[pod.Metadata.Uid!] = true;
        try
        {
            var there = await api.DeleteAsync<Pod>(
                pod.Metadata.Namespace, pod.Metadata.Name!, new DeleteOptions(Uid: pod.Metadata.Uid), cancellationToken);
            if (!there) return null;
            log.LogInformation("DELETE: {Pod}  trigger={Trigger}", ObjectName.Of(pod), trigger.Word());
            events.Normal(owner, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            deleting.TryRemove(pod.Metadata.Uid!, out _);
            if (failure is StatusException) events.Warning(owner, "FailedDelete", $"Error deleting: {failure.Message}");
            return failure;
        }
    }
}
