namespace DuckBus.Composition;

/// <summary>Something outside keeps DuckBus from starting; the message is one line that says what and what to do.</summary>
internal sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
