using System.Collections.Concurrent;
using DuckBus.Client.Queues;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>The workers of all pods of this node, one for each uid: who is to run, who is not, and who nobody knows.</summary>
internal sealed class PodManager(PodServices services, CancellationToken stopping)
{
    private readonly ConcurrentDictionary<string, (PodWorker Worker, Task Run)> workers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource engine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private volatile RuntimeState? firstLook;

    /// <summary>Raised after each pass over a pod, from any thread.</summary>
    public event Action? Passed;

    /// <summary>Whether what is declared is known from the API: then what is not declared has to go.</summary>
    public bool KnowsApi { get; private set; }

    /// <summary>Whether what is declared is known, from the API or from the checkpoint.</summary>
    public bool KnowsDeclared { get; private set; }

    /// <summary>The workers as they are now.</summary>
    public IReadOnlyList<PodWorker> Workers => [.. workers.Values.Select(one => one.Worker)];

    /// <summary>The worker of a pod by name; null if the node has no such pod.</summary>
    public PodWorker? Find(string ns, string name) =>
        Workers.LastOrDefault(one => one.Identity.Namespace == ns && one.Identity.Name == name && !one.Inbox.Gone);

    /// <summary>The engine was looked at for the first time: the workers may begin.</summary>
    public void Begin(RuntimeState found)
    {
        firstLook = found;
        engine.TrySetResult();
    }

    /// <summary>A pod is declared, or what is declared of it changed.</summary>
    public void Declare(Pod pod, Cause cause)
    {
        services.Statuses.Observe(pod);
        WorkerOf(PodRules.Identity(pod), pod.Status, IsNew(pod)).Inbox.Declare(pod, cause);
    }

    /// <summary>The API has no such pod any more.</summary>
    public void Vanish(string uid, Cause cause)
    {
        if (workers.TryGetValue(uid, out var found)) found.Worker.Inbox.Vanish(cause);
    }

    /// <summary>The engine told news of a pod.</summary>
    /// <returns>Whether the pod is known.</returns>
    public bool Call(string uid, Cause cause)
    {
        if (!workers.TryGetValue(uid, out var found)) return false;
        found.Worker.Inbox.Call(cause, look: true);
        return true;
    }

    /// <summary>Takes the pods of the checkpoint, unless the API told of them already.</summary>
    public void Adopt(IEnumerable<Pod> pods)
    {
        KnowsDeclared = true;
        foreach (var pod in pods.Where(pod => !workers.ContainsKey(pod.Metadata.Uid ?? "")))
            Declare(pod, new Cause(Trigger.Resync));
    }

    /// <summary>The API told all pods for the first time: those that it does not have any more are to go.</summary>
    public void Settle(IEnumerable<Pod> live)
    {
        var uids = live.Select(pod => pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        KnowsApi = KnowsDeclared = true;
        foreach (var uid in workers.Keys.Where(uid => !uids.Contains(uid))) Vanish(uid, new Cause(Trigger.Resync));
    }

    /// <summary>Compares a list of the engine with what the workers know, and calls those who know something else.</summary>
    public void Compare(RuntimeState found)
    {
        var byPod = found.Sandboxes.ToLookup(sandbox => sandbox.Pod.Uid, StringComparer.Ordinal);
        foreach (var worker in Workers.Where(worker => !worker.IsBusy && !worker.State.Agrees([.. byPod[worker.Identity.Uid]])))
            worker.Inbox.Call(new Cause(Trigger.Resync), look: true);

        // Without the API nobody can tell whether a pod was declared meanwhile: it stays.
        if (!KnowsApi) return;
        foreach (var sandboxes in byPod.Where(sandboxes => !workers.ContainsKey(sandboxes.Key)))
        {
            var orphan = sandboxes.First().Pod;
            services.Log.LogInformation("nobody declares {Namespace}/{Pod} any more: it goes", orphan.Namespace, orphan.Name);
            WorkerOf(orphan, new PodStatus(), isNew: false).Inbox.Vanish(new Cause(Trigger.Resync));
        }
    }

    /// <summary>Completes when all workers have stopped.</summary>
    public Task StoppedAsync() => Task.WhenAll(workers.Values.Select(one => one.Run));

    private PodWorker WorkerOf(PodIdentity identity, PodStatus known, bool isNew)
    {
        lock (gate)
        {
            if (workers.TryGetValue(identity.Uid, out var found)) return found.Worker;
            var worker = new PodWorker(identity, known, services);
            if (isNew) worker.Inbox.TrustState();
            // The worker outlives the change that it is made for: each pass belongs to the trace of its own cause.
            using (ExecutionContext.SuppressFlow())
                workers[identity.Uid] = (worker, Task.Run(() => RunAsync(worker), CancellationToken.None));
            return worker;
        }
    }

    /// <summary>Whether nothing of the pod can be on the engine: it never ran, and it was not there when the kubelet began.</summary>
    private bool IsNew(Pod pod) =>
        KnowsApi
        && firstLook is { } found
        && pod.Status.ContainerStatuses is null or { Count: 0 }
        && found.Sandboxes.All(sandbox => sandbox.Pod.Uid != pod.Metadata.Uid);

    private async Task RunAsync(PodWorker worker)
    {
        try
        {
            await engine.Task.WaitAsync(stopping);
            await worker.RunAsync(() => Passed?.Invoke(), stopping);
            lock (gate) workers.TryRemove(worker.Identity.Uid, out _);
            Passed?.Invoke();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What runs is left running, and stays in the checkpoint.
        }
        finally
        {
            worker.Dispose();
        }
    }
}
