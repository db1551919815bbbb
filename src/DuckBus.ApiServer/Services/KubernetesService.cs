using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Services;

/// <summary>The service by which pods find the API server: <c>kubernetes</c> in <c>default</c>, on the first address. Pure.</summary>
internal static class KubernetesService
{
    private const int DefaultPort = 6443;

    public static Service Of(AddressRange addresses, string urls) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "kubernetes",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["component"] = "apiserver", ["provider"] = "kubernetes" },
        },
        Spec = new ServiceSpec
        {
            ClusterIP = addresses[0],
            Ports = [new ServicePort { Name = "https", Port = 443, Protocol = "TCP", TargetPort = new(SecurePort(urls)) }],
        },
    };

    private static int SecurePort(string urls) => urls.Split(';')
        .Where(url => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        .Select(url => int.TryParse(url.TrimEnd('/')[(url.LastIndexOf(':') + 1)..], out var port) && port > 0 ? port : DefaultPort)
        .FirstOrDefault(DefaultPort);
}
