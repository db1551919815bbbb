namespace DuckBus.Kubelet.Server;

/// <summary>A request that the kubelet does not serve.</summary>
/// <param name="code">The HTTP status code.</param>
/// <param name="why">A sentence for people.</param>
internal sealed class RefusedException(int code, string why) : Exception(why)
{
    /// <summary>The HTTP status code.</summary>
    public int Code { get; } = code;
}
