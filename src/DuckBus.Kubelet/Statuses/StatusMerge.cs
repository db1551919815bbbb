using DuckBus.Kubelet.Pods;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.Kubelet.Statuses;

/// <summary>Brings together the status in the API and the one that the kubelet found, so that nothing is lost and nothing goes back.</summary>
internal static class StatusMerge
{
    /// <summary>The status to write.</summary>
    /// <param name="live">What the API has: conditions of others and times of transition are kept, a final phase too.</param>
    /// <param name="own">What the kubelet found.</param>
    public static PodStatus Merge(PodStatus live, PodStatus own)
    {
        var final = PodRules.IsFinal(live.Phase);
        return own with
        {
            Phase = final ? live.Phase : own.Phase,
            Reason = final ? live.Reason : own.Reason,
            Message = final ? live.Message : own.Message,
            StartTime = live.StartTime ?? own.StartTime,
            QosClass = live.QosClass ?? own.QosClass,
            PodIP = own.PodIP ?? live.PodIP,
            PodIPs = own.PodIPs ?? live.PodIPs,
            Conditions = Conditions(live.Conditions ?? [], own.Conditions ?? []),
            ContainerStatuses = Containers(live.ContainerStatuses, own.ContainerStatuses),
            InitContainerStatuses = Containers(live.InitContainerStatuses, own.InitContainerStatuses),
            EphemeralContainerStatuses = Containers(live.EphemeralContainerStatuses, own.EphemeralContainerStatuses),
            UnknownFields = live.UnknownFields,
        };
    }

    /// <summary>Whether two statuses are the same on the wire.</summary>
    public static bool Same(PodStatus one, PodStatus other) => ModelJson.Write(one).AsSpan().SequenceEqual(ModelJson.Write(other));

    private static List<PodCondition> Conditions(IReadOnlyList<PodCondition> live, IReadOnlyList<PodCondition> own)
    {
        var mine = own.Select(condition =>
        {
            var before = live.FirstOrDefault(one => one.Type == condition.Type);
            if (before is not null && condition.Type == "PodScheduled") return before;
            return before?.Status == condition.Status && before.LastTransitionTime is { } since
                ? condition with { LastTransitionTime = since }
                : condition;
        });
        return [.. mine, .. live.Where(condition => own.All(one => one.Type != condition.Type))];
    }

    /// <summary>A restart count never goes down, also when the kubelet has lost its memory.</summary>
    private static List<ContainerStatus>? Containers(IReadOnlyList<ContainerStatus>? live, IReadOnlyList<ContainerStatus>? own) =>
        own?.Select(status => live?.FirstOrDefault(one => one.Name == status.Name) is { } before && before.RestartCount > status.RestartCount
            ? status with { RestartCount = before.RestartCount }
            : status).ToList();
}
