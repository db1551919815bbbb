using DuckBus.Model.Apps;

namespace DuckBus.ApiServer.Tables;

internal sealed class ReplicaSetPrinter : TablePrinter<ReplicaSet>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        Column.Number("Desired", "How many pods there are to be."),
        Column.Number("Current", "How many pods there are."),
        Column.Number("Ready", "How many pods are ready."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override IReadOnlyList<object?> Cells(ReplicaSet item, DateTimeOffset now)
    {
        var (names, images) = CellText.Of(item.Spec.Template.Spec.Containers);
        return
        [
            Name(item), item.Spec.Replicas ?? 1, item.Status.Replicas, item.Status.ReadyReplicas ?? 0,
            Age(item, now), names, images, CellText.Of(item.Spec.Selector),
        ];
    }
}
