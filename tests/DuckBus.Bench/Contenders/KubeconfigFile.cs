using k8s;
using k8s.Authentication;

namespace DuckBus.Bench.Contenders;

/// <summary>
/// Reaches the cluster of a kubeconfig's current context, as the Kubernetes client for .NET reads it: an authority or none that is checked, a client certificate,
/// a token, a token file, a name and a password, or the credentials that a command prints.
/// </summary>
public static class KubeconfigFile
{
    /// <summary>A client for it, which waits for an answer as long as it takes.</summary>
    public static HttpClient Connect(string path)
    {
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(new FileInfo(path));
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        var client = new Kubernetes(configuration, new Authenticated(Kubernetes.CreateCredentials(configuration)));
        client.HttpClient.BaseAddress = client.BaseUri;
        return client.HttpClient;
    }

    private sealed class Authenticated(ServiceClientCredentials? credentials) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (credentials is not null) await credentials.ProcessHttpRequestAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
