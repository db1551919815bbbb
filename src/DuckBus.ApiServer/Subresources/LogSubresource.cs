using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DuckBus.ApiServer.Subresources;

/// <summary>The log of a container, passed through from the kubelet of its node as it comes.</summary>
internal sealed class LogSubresource(ResourceReader reader, CancellationToken stopping) : Subresource, IDisposable
{
    private readonly HttpClient kubelets = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(3),
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public override string Name => "log";

    public override IReadOnlyList<string> Verbs { get; } = ["get"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Pod);

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var view = await reader.ViewAsync(version: null, http.RequestAborted);
        var pod = view.Find(target.Key)?.Resource as Pod ?? throw new StatusException(Status.NotFound(target.Kind, target.Name!));
        var node = view.Find(ResourceKey.Of<Node>(null, pod.Spec.NodeName ?? ""))?.Resource as Node;
        var address = LogQuery.Address(pod, node, http.Request);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var answer = await AskAsync(address, pod.Spec.NodeName!, end.Token);
        if (!answer.IsSuccessStatusCode) throw await KubeletRefusal.ReadAsync(answer, pod.Spec.NodeName!, end.Token);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/plain; charset=utf-8";
        try
        {
            await PassOnAsync(answer, http.Response, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException && http.Response.HasStarted)
        {
            // The reader has enough, the server stops, or the kubelet is gone: the log ends here.
        }
    }

    public void Dispose() => kubelets.Dispose();

    private static async Task PassOnAsync(HttpResponseMessage answer, HttpResponse response, CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken);
        await using var log = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        while (await log.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, string node, CancellationToken cancellationToken)
    {
        try
        {
            return await kubelets.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw KubeletRefusal.Unreachable(node, address, e);
        }
    }
}
