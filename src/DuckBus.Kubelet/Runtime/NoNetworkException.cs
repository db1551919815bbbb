namespace DuckBus.Kubelet.Runtime;

/// <summary>The runtime gives its pods no network, so that nobody will ever answer at their ports.</summary>
/// <param name="message">Why, and what to do about it.</param>
public sealed class NoNetworkException(string message) : RuntimeException(message);
