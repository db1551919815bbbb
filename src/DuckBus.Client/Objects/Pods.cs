using DuckBus.Model.Core;

namespace DuckBus.Client.Objects;

/// <summary>What is often asked of a pod.</summary>
public static class Pods
{
    /// <summary>Whether the pod has run to its end, well or not, and takes nothing of its node any more.</summary>
    public static bool IsFinished(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    /// <summary>Whether somebody has asked for the pod's deletion.</summary>
    public static bool IsTerminating(Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Whether the pod counts as a replica: neither finished nor on its way out.</summary>
    public static bool IsActive(Pod pod) => !IsFinished(pod) && !IsTerminating(pod);

    /// <summary>Whether the pod is bound to a node.</summary>
    public static bool IsBound(Pod pod) => !string.IsNullOrEmpty(pod.Spec.NodeName);

    /// <summary>Whether the pod's Ready condition is True.</summary>
    public static bool IsReady(Pod pod) => Conditions.IsTrue(pod.Status.Conditions, "Ready");

    /// <summary>When the pod turned Ready; null if it is not.</summary>
    public static DateTimeOffset? ReadySince(Pod pod) =>
        Conditions.Find(pod.Status.Conditions, "Ready") is { Status: "True" } ready ? ready.LastTransitionTime ?? DateTimeOffset.MinValue : null;
}
