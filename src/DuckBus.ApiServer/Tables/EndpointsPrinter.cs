using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class EndpointsPrinter : TablePrinter<Endpoints>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, new("Endpoints", "The addresses that are ready."), Column.Age];

    protected override IReadOnlyList<object?> Cells(Endpoints item, DateTimeOffset now) =>
        [Name(item), CellText.FirstOf([.. (item.Subsets ?? []).SelectMany(Addresses)], CellText.None), Age(item, now)];

    private static IEnumerable<string> Addresses(EndpointSubset subset)
    {
        var addresses = (subset.Addresses ?? []).Select(address => address.Ip ?? "");
        return subset.Ports is { Count: > 0 } ports
            ? ports.SelectMany(port => addresses.Select(address => address.Contains(':') ? $"[{address}]:{port.Port}" : $"{address}:{port.Port}"))
            : addresses;
    }
}
