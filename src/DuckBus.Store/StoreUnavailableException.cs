namespace DuckBus.Store;

/// <summary>The store cannot be reached, or cannot write.</summary>
/// <param name="message">Which store, what failed, and the way out.</param>
/// <param name="inner">The cause.</param>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
