using System.Net.Sockets;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Gets a page: a status from 200 to 399 is success.</summary>
internal static class HttpCheck
{
    private const string Agent = "kube-probe/1.33";

    /// <summary>Gets the page on a connection of its own.</summary>
    public static async Task<ProbeResult> RunAsync(
        PodConnector connector, ProbeTarget target, HttpGetAction get, CancellationToken cancellationToken)
    {
        if (target.Port(get.Port) is not { } port) return ProbeResult.Failure($"couldn't find port: {get.Port}");
        var host = await connector.HostAsync(target, get.Host, cancellationToken);
        var url = Url(get, host, port);
        try
        {
            using var client = new HttpMessageInvoker(Handler(connector, target, get, port));
            using var request = Request(get, url);
            using var answer = await client.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode is >= 200 and < 400
                ? ProbeResult.Success
                : ProbeResult.Failure($"HTTP probe failed with statuscode: {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            var why = failure.InnerException is SocketException refused ? PodConnector.Words(host, port, refused) : failure.Message;
            return ProbeResult.Failure($"Get \"{url}\": {why}");
        }
        catch (UriFormatException failure)
        {
            return ProbeResult.Failure($"parse \"{url}\": {failure.Message}");
        }
    }

    /// <summary>What is asked for.</summary>
    public static async Task<string> UrlAsync(PodConnector connector, ProbeTarget target, HttpGetAction get, CancellationToken cancellationToken) =>
        Url(get, await connector.HostAsync(target, get.Host, cancellationToken), target.Port(get.Port) ?? 0);

    private static string Url(HttpGetAction get, string host, int port) =>
        $"{(IsSecure(get) ? "https" : "http")}://{host}:{port}/{get.Path?.TrimStart('/')}";

    private static bool IsSecure(HttpGetAction get) => string.Equals(get.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase);

#pragma warning disable CA5359 // Whether the page answers is the question, not who signed its certificate.
    private static SocketsHttpHandler Handler(PodConnector connector, ProbeTarget target, HttpGetAction get, int port) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (_, cancellationToken) =>
            new NetworkStream(await connector.ConnectAsync(target, get.Host, port, cancellationToken), ownsSocket: true),
    };
#pragma warning restore CA5359

    private static HttpRequestMessage Request(HttpGetAction get, string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        foreach (var header in get.HttpHeaders ?? [])
        {
            if (header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)) request.Headers.Host = header.Value;
            else request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (!request.Headers.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        if (!request.Headers.Contains("Accept")) request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.ConnectionClose = true;
        return request;
    }
}
