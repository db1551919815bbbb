namespace DuckBus.Bus;

/// <summary>The broker cannot be reached, or did not confirm in time.</summary>
/// <param name="message">Which broker and what failed.</param>
/// <param name="inner">The cause.</param>
public sealed class BusUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
