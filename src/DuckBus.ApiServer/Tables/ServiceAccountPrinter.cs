using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class ServiceAccountPrinter : TablePrinter<ServiceAccount>
{
    public override IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, new("Secrets", "How many secrets the account may use."), Column.Age];

    protected override IReadOnlyList<object?> Cells(ServiceAccount item, DateTimeOffset now) => [Name(item), item.Secrets?.Count ?? 0, Age(item, now)];
}
