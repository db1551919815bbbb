using DuckBus.Model.Autoscaling;

namespace DuckBus.ApiServer.Tables;

internal sealed class ScalePrinter : TablePrinter<Scale>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Desired", "How many replicas are wanted."),
        new("Available", "How many replicas there are."),
        Column.Age,
    ];

    protected override IReadOnlyList<object?> Cells(Scale item, DateTimeOffset now) =>
        [Name(item), item.Spec.Replicas ?? 0, item.Status.Replicas, Age(item, now)];
}
