using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class ServicePrinter : TablePrinter<Service>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Type", "How the service is reached."),
        new("Cluster-IP", "The address of the service inside the cluster."),
        new("External-IP", "The addresses of the service for the outside."),
        new("Port(s)", "The ports of the service."),
        Column.Age,
        Column.Selector,
    ];

    protected override IReadOnlyList<object?> Cells(Service item, DateTimeOffset now) =>
    [
        Name(item), item.Spec.Type ?? "", (item.Spec.ClusterIPs is [var first, ..] ? first : item.Spec.ClusterIP).OrNone(), External(item),
        string.Join(',', (item.Spec.Ports ?? []).Select(Port)).OrNone(), Age(item, now), CellText.Of(item.Spec.Selector),
    ];

    private static string Port(ServicePort port) =>
        port.NodePort is > 0 ? $"{port.Port}:{port.NodePort}/{port.Protocol}" : $"{port.Port}/{port.Protocol}";

    private static string External(Service service)
    {
        var addresses = service.Spec.ExternalIPs ?? [];
        return service.Spec.Type switch
        {
            "ClusterIP" or "NodePort" => string.Join(',', addresses).OrNone(),
            "LoadBalancer" when Balancers(service).Concat(addresses).ToList() is { Count: > 0 } all => string.Join(',', all),
            "LoadBalancer" => "<pending>",
            "ExternalName" => service.Spec.ExternalName ?? "",
            _ => "<unknown>",
        };
    }

    private static SortedSet<string> Balancers(Service service) => new(
        (service.Status.LoadBalancer?.Ingress ?? []).Select(ingress => ingress.Ip ?? ingress.Hostname).OfType<string>(), StringComparer.Ordinal);
}
