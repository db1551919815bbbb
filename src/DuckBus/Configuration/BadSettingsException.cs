namespace DuckBus.Configuration;

/// <summary>A value in a flag, the environment or a file that cannot be used; the message says which.</summary>
internal sealed class BadSettingsException(string message) : Exception(message);
