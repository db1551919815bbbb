namespace DuckBus.Client.Api;

/// <summary>How to delete.</summary>
/// <param name="GracePeriodSeconds">Pods: time to terminate; null for the pod's own, 0 removes the object at once.</param>
/// <param name="PropagationPolicy">Background (the default), Foreground or Orphan.</param>
/// <param name="Uid">Only if the object still has this uid.</param>
/// <param name="ResourceVersion">Only if the object still has this resourceVersion.</param>
public sealed record DeleteOptions(
    long? GracePeriodSeconds = null, string? PropagationPolicy = null, string? Uid = null, string? ResourceVersion = null);
