using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Probes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Statuses;

/// <summary>The status of a pod, as Kubernetes tells it: a pure function of the pod, what is known of it, and the time.</summary>
internal static class PodStatusBuilder
{
    /// <summary>The status that the kubelet would write now. What others wrote is merged in by <see cref="StatusMerge"/>.</summary>
    public static PodStatus Build(Pod pod, PodState state, NodeFacts facts, KubeletOptions options, DateTimeOffset now)
    {
        var tooLate = !PodRules.IsFinal(pod.Status.Phase) && PodRules.IsTooLate(pod, state, now);
        var phase = tooLate ? "Failed" : PodRules.Phase(pod, state);
        ContainerStatus Status(Container container) => ContainerStatusBuilder.Build(pod, container, state, facts, options, now);
        var ip = pod.Spec.HostNetwork == true ? facts.HostNetworkIp : state.Ip;
        return new PodStatus
        {
            Phase = phase,
            Reason = tooLate ? "DeadlineExceeded" : null,
            Message = tooLate ? "Pod was active on the node longer than the specified deadline" : null,
            HostIP = facts.HostIp,
            PodIP = string.IsNullOrEmpty(ip) ? null : ip,
            PodIPs = string.IsNullOrEmpty(ip) ? null : [new PodIP { Ip = ip }],
            StartTime = pod.Status.StartTime ?? state.Since,
            InitContainerStatuses = pod.Spec.InitContainers is { Count: > 0 } init ? [.. init.Select(Status)] : null,
            ContainerStatuses = [.. pod.Spec.Containers.Select(Status)],
            EphemeralContainerStatuses = pod.Spec.EphemeralContainers is { Count: > 0 } added ? [.. added.Select(Status)] : null,
            Conditions = Conditions(pod, state, phase, now),
            QosClass = pod.Status.QosClass,
            ObservedGeneration = pod.Metadata.Generation,
        };
    }

    private static List<PodCondition> Conditions(Pod pod, PodState state, string phase, DateTimeOffset now)
    {
        PodCondition Of(string type, bool status, string? reason = null, string? message = null) => new()
        {
            Type = type,
            Status = status ? "True" : "False",
            Reason = status && reason != "PodCompleted" ? null : reason,
            Message = status ? null : message,
            LastTransitionTime = now,
        };

        var unready = pod.Spec.Containers.Concat(pod.Spec.Sidecars()).Where(container => !ContainerHealth.IsReady(container, state.Of(container.Name))).Select(container => container.Name).ToList();
        var (reason, message) = phase switch
        {
            "Succeeded" => ("PodCompleted", null),
            "Failed" => ("PodFailed", null),
            _ => ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]"),
        };
        var ready = unready.Count == 0 && !PodRules.IsFinal(phase);
        var gate = ready ? ClosedGate(pod) : null;
        var pending = phase == "Succeeded" ? null : PodRules.NextInitContainer(pod, state);
        var notThrough = (pod.Spec.InitContainers ?? []).SkipWhile(container => container.Name != pending?.Name).Select(container => container.Name);
        return
        [
            Of("PodScheduled", true),
            Of("Initialized", pending is null, phase == "Succeeded" ? "PodCompleted" : "ContainersNotInitialized",
                $"containers with incomplete status: [{string.Join(' ', notThrough)}]"),
            Of("ContainersReady", ready, reason, message),
            gate is null ? Of("Ready", ready, reason, message) : Of("Ready", false, "ReadinessGatesNotReady", gate),
        ];
    }

    /// <summary>What keeps a pod from being ready whose containers are: a condition that somebody else has to set. Null if nothing does.</summary>
    private static string? ClosedGate(Pod pod)
    {
        foreach (var gate in pod.Spec.ReadinessGates ?? [])
            switch (pod.Status.Conditions?.FirstOrDefault(condition => condition.Type == gate.ConditionType))
            {
                case null: return $"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.";
                case { Status: not "True" } closed: return $"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {closed.Status}";
            }

        return null;
    }
}
