using System.Text.Json;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>Asks kubelets what their pods use. One that cannot tell is left out, as Kubernetes does.</summary>
internal sealed class UsageClient : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>What the kubelets answer to one question, all asked at once.</summary>
    /// <typeparam name="T">The type of an answer.</typeparam>
    /// <param name="nodes">The nodes.</param>
    /// <param name="path">The question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<T>> AskAsync<T>(IEnumerable<Node> nodes, string path, CancellationToken cancellationToken)
        where T : class =>
        [.. (await Task.WhenAll(nodes.Select(node => AskAsync<T>(node, path, cancellationToken)))).OfType<T>()];

    public void Dispose() => http.Dispose();

    private async Task<T?> AskAsync<T>(Node node, string path, CancellationToken cancellationToken)
        where T : class
    {
        if (KubeletOfNode.Address(node) is not { } kubelet) return null;
        try
        {
            return ModelJson.Read<T>(await http.GetByteArrayAsync(new Uri(kubelet, path), cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
