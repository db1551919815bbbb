using System.Net;

namespace DuckBus.Gateway;

/// <summary>Takes a pod that is about to stop out of the services, so that no request is lost.</summary>
public interface IServiceDrain
{
    /// <summary>
    /// Completes when no service sends new connections to the pod and those in flight are done, or when waiting on would be of no use: no slice
    /// lists the pod, nothing routes, the API server or the gateway is away, or the bound of two seconds has passed. Never throws but for the token.
    /// </summary>
    /// <param name="pod">The address of the pod.</param>
    /// <param name="cancellationToken">Gives the wait up.</param>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    Task DrainAsync(IPAddress pod, CancellationToken cancellationToken);
}
