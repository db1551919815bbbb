namespace DuckBus.Kubelet.Pods;

/// <summary>A container cannot be started now.</summary>
/// <param name="reason">The waiting reason of the container.</param>
/// <param name="message">The engine's own words.</param>
internal sealed class StartException(string reason, string message) : Exception(message)
{
    /// <summary>The waiting reason of the container.</summary>
    public string Reason { get; } = reason;
}
