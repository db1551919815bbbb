using DuckBus.Model.Coordination;

namespace DuckBus.ApiServer.Tables;

internal sealed class LeasePrinter : TablePrinter<Lease>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, new("Holder", "Who holds the lease."), Column.Age];

    protected override IReadOnlyList<object?> Cells(Lease item, DateTimeOffset now) => [Name(item), item.Spec.HolderIdentity ?? "", Age(item, now)];
}
