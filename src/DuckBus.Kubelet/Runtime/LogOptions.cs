namespace DuckBus.Kubelet.Runtime;

/// <summary>Which part of a container's output.</summary>
/// <param name="Follow">Go on until the container ends.</param>
/// <param name="TailLines">Only the last lines; null for all.</param>
/// <param name="Since">Only what was written after this time; null for all.</param>
public sealed record LogOptions(bool Follow = false, int? TailLines = null, DateTimeOffset? Since = null);
