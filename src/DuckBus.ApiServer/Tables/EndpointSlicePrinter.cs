using System.Globalization;
using DuckBus.Model.Discovery;

namespace DuckBus.ApiServer.Tables;

internal sealed class EndpointSlicePrinter : TablePrinter<EndpointSlice>
{
    private const string Unset = "<unset>";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("AddressType", "IPv4, IPv6 or FQDN."),
        new("Ports", "The ports of every endpoint."),
        new("Endpoints", "The addresses of the endpoints."),
        Column.Age,
    ];

    protected override IReadOnlyList<object?> Cells(EndpointSlice item, DateTimeOffset now) =>
    [
        Name(item), item.AddressType ?? "",
        CellText.FirstOf([.. (item.Ports ?? []).Select(port => port.Port?.ToString(CultureInfo.InvariantCulture) ?? port.Name ?? "*")], Unset),
        CellText.FirstOf([.. (item.Endpoints ?? []).SelectMany(endpoint => endpoint.Addresses ?? [])], Unset), Age(item, now),
    ];
}
