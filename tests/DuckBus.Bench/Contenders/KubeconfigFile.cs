using k8s;
using k8s.Authentication;
using k8s.KubeConfigModels;
using YamlDotNet.Serialization;

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
        var file = KubernetesClientConfiguration.LoadKubeConfig(new FileInfo(path));
        var tokens = TokenFile(file, path);
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(file);
        if (tokens is not null) configuration.TokenProvider = tokens;
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        var client = new Kubernetes(configuration, new Authenticated(Kubernetes.CreateCredentials(configuration)));
        client.HttpClient.BaseAddress = client.BaseUri;
        return client.HttpClient;
    }

    /// <summary>
    /// What the client does not know: <c>tokenFile</c>, which is written anew from time to time, and a user without credentials, for a server that asks for none.
    /// </summary>
    private static TokenFileAuth? TokenFile(K8SConfiguration file, string path)
    {
        var context = file.Contexts.FirstOrDefault(one => one.Name == file.CurrentContext)?.ContextDetails;
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(path));
        if (context is null || !root.TryGetValue("users", out var users)) return null;
        var entry = ((List<object>)users).Cast<Dictionary<object, object>>().FirstOrDefault(one => (string)one["name"] == context.User);
        var credentials = entry?.GetValueOrDefault("user") as Dictionary<object, object> ?? [];
        if (credentials.Count == 0) context.User = null;
        if (!credentials.TryGetValue("tokenFile", out var tokens)) return null;
        var full = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, (string)tokens);
        file.Users.First(one => one.Name == context.User).UserCredentials.Token = File.ReadAllText(full).Trim();
        return new TokenFileAuth(full);
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
