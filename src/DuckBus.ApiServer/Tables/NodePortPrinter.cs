using DuckBus.Model.Networking;

namespace DuckBus.ApiServer.Tables;

internal sealed class NodePortPrinter : TablePrinter<NodePort>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, Column.ParentRef, Column.Age];

    protected override IReadOnlyList<object?> Cells(NodePort item, DateTimeOffset now) =>
        [Name(item), CellText.Of(item.Spec.ParentRef), Age(item, now)];
}
