namespace DuckBus.Kubelet.Config;

/// <summary>A container cannot be configured: a ConfigMap, a Secret or a key is missing, or a reference is not understood.</summary>
/// <param name="message">What is missing, in the words of Kubernetes.</param>
internal sealed class ConfigException(string message) : Exception(message);
