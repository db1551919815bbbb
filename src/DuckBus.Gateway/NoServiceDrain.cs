using System.Net;

namespace DuckBus.Gateway;

/// <summary>Where no services are routed, nothing needs to drain.</summary>
public sealed class NoServiceDrain : IServiceDrain
{
    private NoServiceDrain()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoServiceDrain Instance { get; } = new();

    /// <inheritdoc />
    public Task DrainAsync(IPAddress pod, CancellationToken cancellationToken) => Task.CompletedTask;
}
