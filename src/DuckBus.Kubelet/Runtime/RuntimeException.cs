namespace DuckBus.Kubelet.Runtime;

/// <summary>The engine refused or could not be reached.</summary>
/// <param name="message">The engine's own words, or what to do to make it reachable.</param>
/// <param name="inner">The cause.</param>
public class RuntimeException(string message, Exception? inner = null) : Exception(message, inner);
