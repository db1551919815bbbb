using DuckBus.Model.Apps;

namespace DuckBus.ApiServer.Tables;

internal sealed class DaemonSetPrinter : TablePrinter<DaemonSet>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        Column.Number("Desired", "How many nodes are to run a pod."),
        Column.Number("Current", "How many of them run one."),
        Column.Number("Ready", "How many of them run one that is ready."),
        Column.Number("Up-to-date", "How many of them run one of the present template."),
        Column.Number("Available", "How many of them run one that has been ready for long enough."),
        new("Node Selector", "The labels of the nodes that run a pod."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override IReadOnlyList<object?> Cells(DaemonSet item, DateTimeOffset now)
    {
        var (names, images) = CellText.Of(item.Spec.Template.Spec.Containers);
        var status = item.Status;
        return
        [
            Name(item), status.DesiredNumberScheduled, status.CurrentNumberScheduled, status.NumberReady, status.UpdatedNumberScheduled ?? 0,
            status.NumberAvailable ?? 0, CellText.Of(item.Spec.Template.Spec.NodeSelector), Age(item, now), names, images, CellText.Of(item.Spec.Selector),
        ];
    }
}
