using DuckBus.Gateway.Tables;

namespace DuckBus.Proxy.Tables;

/// <summary>What is new in a table, in words. Pure.</summary>
internal static class TableNews
{
    /// <summary>A line for each service that is routed otherwise than before.</summary>
    public static IReadOnlyList<string> Between(RoutingTable before, RoutingTable after)
    {
        var known = before.Services.ToDictionary(KeyOf, Describe);
        var now = after.Services.Select(KeyOf).ToHashSet();
        return
        [
            .. from service in after.Services
               let line = Describe(service)
               where line is not null && known.GetValueOrDefault(KeyOf(service)) != line
               select line,
            .. from gone in known
               where gone.Value is not null && !now.Contains(gone.Key)
               select $"◼ {gone.Key}: no longer routed",
        ];
    }

    private static string KeyOf(ServiceRoute service) => $"{service.Namespace}/{service.Name}";

    private static string? Describe(ServiceRoute service)
    {
        var key = KeyOf(service);
        if (service.ExternalName is { } external) return $"✓ {key}: another name for {external}";
        if (service.Address is null) return $"✓ {key}: the names of {Count(service.Hosts.Count, "endpoint")}";
        if (service.Ports.Count == 0 || IsOfCluster(service)) return null;
        return string.Join("; ", service.Ports.Select((port, i) =>
            $"{(port.Endpoints.Count == 0 ? "…" : "✓")} {(i == 0 ? key + ": " : "")}{service.Address}:{port.Port}{(port.Protocol == TransportProtocol.Udp ? "/udp" : "")} → "
            + (port.Endpoints.Count == 0 ? "waiting for an endpoint to become ready" : Count(port.Endpoints.Count, "endpoint"))));
    }

    // These are answered otherwise, and wait for nobody.
    private static bool IsOfCluster(ServiceRoute service) =>
        service is { Namespace: "default", Name: "kubernetes" } or { Namespace: "kube-system", Name: "kube-dns" };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
