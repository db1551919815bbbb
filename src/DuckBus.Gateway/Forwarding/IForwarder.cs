namespace DuckBus.Gateway.Forwarding;

/// <summary>Takes what comes to one port and passes it on. Disposing it stops taking; connections in flight go on.</summary>
internal interface IForwarder : IDisposable
{
    /// <summary>What is behind the port has changed.</summary>
    void EndpointsChanged();
}
