using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class NamespacePrinter : TablePrinter<Namespace>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, new("Status", "Active, or Terminating."), Column.Age];

    protected override IReadOnlyList<object?> Cells(Namespace item, DateTimeOffset now) => [Name(item), item.Status.Phase ?? "", Age(item, now)];
}
