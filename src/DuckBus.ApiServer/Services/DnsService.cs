using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Services;

/// <summary>
/// The service that pods ask for names: <c>kube-dns</c> in <c>kube-system</c>, on the tenth address. The gateway itself answers there, so it
/// selects no pods. Pure.
/// </summary>
internal static class DnsService
{
    private const int Port = 53;

    public static Service Of(AddressRange addresses) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "kube-dns",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["k8s-app"] = "kube-dns",
                ["kubernetes.io/cluster-service"] = "true",
                ["kubernetes.io/name"] = "DuckBus",
            },
        },
        Spec = new ServiceSpec
        {
            ClusterIP = addresses.Dns,
            Ports = [new ServicePort { Name = "dns", Port = Port, Protocol = "UDP" }, new ServicePort { Name = "dns-tcp", Port = Port, Protocol = "TCP" }],
        },
    };
}
