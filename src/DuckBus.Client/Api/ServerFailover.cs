using System.Net.Sockets;

namespace DuckBus.Client.Api;

/// <summary>
/// Sends calls to one of several API servers: stays with the one that answers, and goes on to the next when it cannot be
/// reached. Only a call that was never sent is repeated, so that nothing is written twice.
/// </summary>
internal sealed class ServerFailover(IReadOnlyList<Uri> servers, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        for (var attempt = 1; ; attempt++)
        {
            var chosen = Volatile.Read(ref current);
            request.RequestUri = new Uri(servers[chosen], path);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or SocketException)
            {
                // A server that hangs is left too, for the calls after this one.
                Interlocked.CompareExchange(ref current, (chosen + 1) % servers.Count, chosen);
                if (attempt < servers.Count && !cancellationToken.IsCancellationRequested && NeverSent(e)) continue;
                if (e is not SocketException) throw;
                throw new HttpRequestException(HttpRequestError.ConnectionError, $"{e.Message} ({servers[chosen].Authority})", e);
            }
        }
    }

    private static bool NeverSent(Exception e) =>
        e is OperationCanceledException // the connect timeout: the caller's token has not fired
        || e is SocketException // reset just after it was opened, which .NET tells as it is
        || e is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };
}
