using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>What a happening says to an audience that knew the world before. Pure; null where there is nothing to tell.</summary>
public static class Sentences
{
    /// <summary>The sentence, without its number.</summary>
    public static Sentence? About(World before, Happening happening) => happening switch
    {
        PodSeen seen => AboutPod(before.Pods.GetValueOrDefault(seen.Pod.Uid)?.Facts, seen),
        PodGone gone => before.Pods.GetValueOrDefault(gone.Uid)?.Facts is { State: not PodState.Gone } pod
            ? Tell(gone, Tone.Ended, $"{pod.Called} is gone.", pod.Uid, gone.Trigger) : null,
        NodeSeen seen => AboutNode(before.Nodes.GetValueOrDefault(seen.Node.Name)?.Facts, seen),
        NodeGone gone => Tell(gone, Tone.Ended, $"{gone.Name} has left the cluster."),
        WorkloadSeen seen => AboutWorkload(before.Workloads.GetValueOrDefault(seen.Workload.Key), seen),
        WorkloadGone gone => before.Workloads.GetValueOrDefault(gone.Key) is { } workload
            ? Tell(gone, Tone.Ended, $"{workload.Name} is not wanted any more.") : null,
        BusTurned turned => AboutBus(before, turned),
        Resynced { Repaired: > 0 } resynced => Tell(resynced, Tone.Bus, $"The resync found {Count(resynced.Repaired, "change")} that the bus did not tell."),
        ApiTurned turned => AboutApi(before, turned),
        IntruderStopped stopped => Tell(stopped, Tone.Bad, $"{stopped.Name} ran on {stopped.Node} and nobody had declared it: stopped."),
        Warned warned => Tell(warned, Tone.Bad, $"{warned.About}: {warned.Message.TrimEnd('.')}."),
        Acted acted => Tell(acted, Tone.Act, acted.Words),
        _ => null,
    };

    private static Sentence? AboutPod(PodFacts? old, PodSeen seen)
    {
        var pod = seen.Pod;
        Sentence Say(Tone tone, string text) => Tell(seen, tone, text, pod.Uid, seen.Trigger);

        if (old is null && pod.State == PodState.Waiting)
            return Say(Tone.Declared, pod.Owner is null ? $"{pod.Called} is declared." : $"{pod.Called} is made for {pod.Family}.");
        if (pod.Restarts > old?.Restarts && pod.State is PodState.Ready or PodState.Running or PodState.Starting)
            return Say(Tone.Good, old.State == PodState.Crashed
                ? $"{pod.Called} was started again." : $"{pod.Called} crashed{(pod.LastEnd is null ? "" : $" ({pod.LastEnd})")} and was started again.");
        if (old?.State == pod.State && old.Reason == pod.Reason) return null;
        return pod.State switch
        {
            PodState.Waiting => pod.Reason is { } reason && reason != old?.Reason ? Say(Tone.Bad, $"{pod.Called} waits: {reason.TrimEnd('.')}.") : null,
            PodState.Starting when old?.Node is null => Say(Tone.Step, $"{pod.Called} goes to {pod.Node}."),
            PodState.Ready when old?.State is not PodState.Ready => Say(Tone.Good, Runs(pod, old)),
            PodState.Crashed when old?.State is not PodState.Crashed => Say(Tone.Bad, $"{pod.Called} crashed{Because(pod)}."),
            PodState.Crashed when pod.Reason == "CrashLoopBackOff" => Say(Tone.Bad, $"{pod.Called} keeps crashing and is given a pause."),
            PodState.Stuck => Say(Tone.Bad, $"{pod.Called} cannot start{Because(pod)}."),
            PodState.Stopping => Say(Tone.Ended, $"{pod.Called} is asked to stop."),
            PodState.Done => Say(Tone.Good, $"{pod.Called} has done its work."),
            PodState.Failed => Say(Tone.Bad, $"{pod.Called} failed{Because(pod)}."),
            PodState.Running when old?.State == PodState.Ready => Say(Tone.Bad, $"{pod.Called} does not take work at the moment."),
            _ => null,
        };
    }

    private static string Runs(PodFacts pod, PodFacts? old)
    {
        var took = pod.ReadyAt - pod.CreatedAt;
        var fresh = old is { State: PodState.Waiting or PodState.Starting or PodState.Running, Restarts: 0 };
        return fresh && took is { TotalSeconds: >= 2 and < 600 }
            ? $"{pod.Called} runs on {pod.Node}, {took.Value.TotalSeconds:0} s after it was declared."
            : $"{pod.Called} runs on {pod.Node}.";
    }

    private static Sentence? AboutNode(NodeFacts? old, NodeSeen seen) => (old, seen.Node) switch
    {
        (null, { Ready: true } node) => Tell(seen, Tone.Good, $"{node.Name} is part of the cluster."),
        ({ Ready: true }, { Ready: false } node) => Tell(seen, Tone.Bad, node.Reason == "NodeStatusUnknown" || node.Reason is null
            ? $"{node.Name} is silent: its lease has run out." : $"{node.Name} is not ready: {node.Reason}."),
        ({ Ready: false, Reason: null }, { Ready: true } node) => Tell(seen, Tone.Good, $"{node.Name} is part of the cluster."),
        ({ Ready: false }, { Ready: true } node) => Tell(seen, Tone.Good, $"{node.Name} is back."),
        ({ Cordoned: false }, { Cordoned: true } node) => Tell(seen, Tone.Declared, $"{node.Name} takes no new pods."),
        ({ Cordoned: true }, { Cordoned: false } node) => Tell(seen, Tone.Declared, $"{node.Name} takes pods again."),
        _ => null,
    };

    private static Sentence? AboutWorkload(WorkloadFacts? old, WorkloadSeen seen)
    {
        var (now, pods) = (seen.Workload, Count(seen.Workload.Desired, "pod"));
        if (old is null) return Tell(seen, Tone.Declared, $"{now.Name} is declared: {pods}.");
        return old.Desired == now.Desired ? null : Tell(seen, Tone.Declared, $"{now.Name} is to have {pods} instead of {old.Desired}.");
    }

    private static Sentence? AboutBus(World before, BusTurned turned) => (before.BusConnected, turned.Connected) switch
    {
        (not false, false) => Tell(turned, Tone.Bad, "The broker is down: changes are found by resync."),
        (false, true) => Tell(turned, Tone.Bus, before.RepairedSinceBusTurned == 0
            ? "The broker is back." : $"The broker is back. Meanwhile the resync found {Count(before.RepairedSinceBusTurned, "change")}."),
        _ => null,
    };

    private static Sentence? AboutApi(World before, ApiTurned turned) => (before.ApiTrouble, turned.Trouble) switch
    {
        (null, not null) => Tell(turned, Tone.Bad, "The API server does not answer: what runs keeps running."),
        (not null, null) => Tell(turned, Tone.Good, "The API server answers again."),
        _ => null,
    };

    private static Sentence Tell(Happening happening, Tone tone, string text, string? pod = null, Trigger? trigger = null) =>
        new(0, happening.At, tone, text, pod, trigger);

    private static string Because(PodFacts pod) => pod.Reason is null ? "" : $" ({pod.Reason})";

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
