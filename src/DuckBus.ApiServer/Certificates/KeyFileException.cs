namespace DuckBus.ApiServer.Certificates;

/// <summary>A key or certificate on disk cannot be used; the message is one line that says which, why and what to do.</summary>
public sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);
