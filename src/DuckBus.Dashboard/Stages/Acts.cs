using System.Text.Json.Nodes;
using DuckBus.Client.Api;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Dashboard.Stages;

/// <summary>What the buttons do. Each answers null, or why it did not work, in one line.</summary>
public sealed class Acts(ApiClient api, IStage stage, Observatory observatory)
{
    private const int Remembered = 8;
    private readonly Queue<string> declared = new();

    /// <summary>Why an act cannot be done here; null if it can.</summary>
    public string? WhyNot(StageAct act) => stage.WhyNot(act);

    /// <summary>Declares one more container, with the next free name.</summary>
    public Task<string?> DeclareAsync(CancellationToken cancellationToken)
    {
        string name;
        lock (declared)
        {
            // What was declared a moment ago may not have come back as news yet.
            name = Names.Next("duck", observatory.World.Workloads.Values.Select(workload => workload.Name).Concat(declared));
            declared.Enqueue(name);
            if (declared.Count > Remembered) declared.Dequeue();
        }

        return TryAsync($"You declare {name}.", async () =>
        {
            await api.PostAsync("api/containers", new JsonObject { ["name"] = name }, cancellationToken);
            return null;
        });
    }

    /// <summary>Declares more or fewer replicas.</summary>
    public Task<string?> ScaleAsync(WorkloadFacts workload, int replicas, CancellationToken cancellationToken) => TryAsync(null, async () =>
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = Math.Max(0, replicas) } };
        if (workload.Kind == "Deployment")
            await api.MergePatchAsync<Deployment>(workload.Namespace, workload.Name, patch, null, cancellationToken);
        else
            await api.MergePatchAsync<ReplicaSet>(workload.Namespace, workload.Name, patch, null, cancellationToken);
        return null;
    });

    /// <summary>Kills a pod's containers.</summary>
    public Task<string?> KillAsync(PodFacts pod, CancellationToken cancellationToken) =>
        TryAsync($"You kill {pod.Called}, as a crash would.", () => stage.KillPodAsync(pod.Node ?? "", pod.Namespace, pod.Name, cancellationToken));

    /// <summary>Switches a node off, or on again.</summary>
    public Task<string?> SwitchNodeAsync(string node, bool on, CancellationToken cancellationToken) => TryAsync(
        on ? $"You switch {node} on." : $"You switch {node} off.",
        () => on ? stage.StartNodeAsync(node, cancellationToken) : stage.StopNodeAsync(node, cancellationToken));

    /// <summary>Stops the broker, or starts it again.</summary>
    public Task<string?> SwitchBrokerAsync(bool on, CancellationToken cancellationToken) => TryAsync(
        on ? "You start the broker." : "You stop the broker.",
        () => on ? stage.StartBrokerAsync(cancellationToken) : stage.StopBrokerAsync(cancellationToken));

    /// <summary>Starts a container that nobody declared.</summary>
    public Task<string?> AddIntruderAsync(string node, CancellationToken cancellationToken) => TryAsync(
        $"You start fake-container on {node}, past the cluster.", () => stage.AddIntruderAsync(node, "fake-container", cancellationToken));

    /// <summary>Removes all that is declared outside of the cluster's own namespaces, and switches everything on again.</summary>
    public Task<string?> ResetAsync(CancellationToken cancellationToken) => TryAsync("You clear the stage.", async () =>
    {
        var world = observatory.World;
        foreach (var workload in world.Workloads.Values.Where(workload => !IsOwn(workload.Namespace)))
        {
            if (workload.Kind == "Deployment")
                await api.DeleteAsync<Deployment>(workload.Namespace, workload.Name, new DeleteOptions(), cancellationToken);
            else
                await api.DeleteAsync<ReplicaSet>(workload.Namespace, workload.Name, new DeleteOptions(), cancellationToken);
        }

        foreach (var pod in world.Pods.Values.Select(pod => pod.Facts).Where(pod => pod.Owner is null && pod.State != PodState.Gone && !IsOwn(pod.Namespace)))
            await api.DeleteAsync<Pod>(pod.Namespace, pod.Name, new DeleteOptions(), cancellationToken);
        if (stage.WhyNot(StageAct.SwitchBroker) is null && world.BusConnected == false) await stage.StartBrokerAsync(cancellationToken);
        if (stage.WhyNot(StageAct.SwitchNode) is not null) return null;
        foreach (var node in world.Nodes.Values.Where(node => node.Facts is { Ready: false }))
            await stage.StartNodeAsync(node.Facts!.Name, cancellationToken);
        return null;
    });

    private static bool IsOwn(string ns) => ns.StartsWith("kube-", StringComparison.Ordinal);

    private async Task<string?> TryAsync(string? words, Func<Task<string?>> act)
    {
        try
        {
            if (words is not null) observatory.Take(new Acted(observatory.Now, words));
            return await act();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, it must not take the page with it.
            return e.Message;
        }
    }
}
