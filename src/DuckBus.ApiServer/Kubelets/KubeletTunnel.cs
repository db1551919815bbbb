using System.Net;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>
/// Passes a connection that a client wants to upgrade on to a kubelet. The kubelet alone speaks the protocol; here only bytes
/// pass, in both directions, until either side ends.
/// </summary>
internal sealed class KubeletTunnel(CancellationToken stopping) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    // What the two ends agree on; the rest is between the client and the API server.
    private static readonly string[] Agreement =
        ["Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Sec-WebSocket-Accept", "X-Stream-Protocol-Version"];

    private readonly HttpMessageInvoker kubelets = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(3),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    /// <summary>Serves a request; returns when either side has ended the connection.</summary>
    /// <exception cref="StatusException">The connection was not upgraded: the client did not ask, or the kubelet refused or is gone.</exception>
    public async Task RunAsync(HttpContext http, Uri address, string node)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
            throw new StatusException(Status.BadRequest("Upgrade request required"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var answer = await AskAsync(Request(http.Request, address), node, end.Token);
        if (answer.StatusCode != HttpStatusCode.SwitchingProtocols) throw await KubeletRefusal.ReadAsync(answer, node, end.Token);
        foreach (var name in Agreement)
            if (answer.Headers.TryGetValues(name, out var values)) http.Response.Headers[name] = values.ToArray();
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null; // A terminal may be left alone.
        await using var client = await upgrade.UpgradeAsync();
        await using var kubelet = await answer.Content.ReadAsStreamAsync(end.Token);
        await JoinAsync(client, kubelet, end);
    }

    /// <inheritdoc />
    public void Dispose() => kubelets.Dispose();

    private static HttpRequestMessage Request(HttpRequest request, Uri address)
    {
        var asked = new HttpRequestMessage(new HttpMethod(request.Method), address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        asked.Headers.Connection.Add("Upgrade");
        foreach (var name in Agreement)
            if (request.Headers.TryGetValue(name, out var values)) asked.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        return asked;
    }

    /// <summary>Copies both ways until the client leaves or the kubelet has said all it has to say.</summary>
    internal static async Task JoinAsync(Stream client, Stream kubelet, CancellationTokenSource end)
    {
        var directions = new[] { SendAsync(client, kubelet, end.Token), kubelet.CopyToAsync(client, BufferSize, end.Token) };
        await Task.WhenAny(directions);
        await end.CancelAsync();
        foreach (var direction in directions) await direction.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Passes on what the client sends. A kubelet whose process has ended takes no more input, but its output and the exit code may
    /// still be on their way: then the rest of the input is read and forgotten.
    /// </summary>
    private static async Task SendAsync(Stream client, Stream kubelet, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var taken = true;
        while (await client.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (!taken) continue;
            try
            {
                await kubelet.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (IOException)
            {
                taken = false;
            }
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, string node, CancellationToken cancellationToken)
    {
        try
        {
            return await kubelets.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw KubeletRefusal.Unreachable(node, request.RequestUri!, e);
        }
        finally
        {
            request.Dispose();
        }
    }
}
