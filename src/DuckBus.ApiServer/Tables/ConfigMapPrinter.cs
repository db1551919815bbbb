using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class ConfigMapPrinter : TablePrinter<ConfigMap>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, new("Data", "How many keys there are."), Column.Age];

    protected override IReadOnlyList<object?> Cells(ConfigMap item, DateTimeOffset now) =>
        [Name(item), (item.Data?.Count ?? 0) + (item.BinaryData?.Count ?? 0), Age(item, now)];
}
