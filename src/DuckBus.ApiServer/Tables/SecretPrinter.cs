using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class SecretPrinter : TablePrinter<Secret>
{
    public override IReadOnlyList<Column> Columns { get; } =
        [Column.ObjectName, new("Type", "What the secret is for."), new("Data", "How many keys there are."), Column.Age];

    protected override IReadOnlyList<object?> Cells(Secret item, DateTimeOffset now) => [Name(item), item.Type ?? "", item.Data?.Count ?? 0, Age(item, now)];
}
