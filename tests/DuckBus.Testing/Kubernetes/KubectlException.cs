namespace DuckBus.Testing.Kubernetes;

/// <summary>A command did not do what it should have; the message has the command and its whole output.</summary>
public sealed class KubectlException(string message) : Exception(message);
