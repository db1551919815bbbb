using DuckBus.Model.Apps;

namespace DuckBus.ApiServer.Tables;

internal sealed class DeploymentPrinter : TablePrinter<Deployment>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Ready", "How many pods are ready, of those desired."),
        new("Up-to-date", "How many pods have the present template."),
        new("Available", "How many pods have been ready for long enough."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override IReadOnlyList<object?> Cells(Deployment item, DateTimeOffset now)
    {
        var (names, images) = CellText.Of(item.Spec.Template.Spec.Containers);
        return
        [
            Name(item), $"{item.Status.ReadyReplicas ?? 0}/{item.Spec.Replicas ?? 1}", item.Status.UpdatedReplicas ?? 0, item.Status.AvailableReplicas ?? 0,
            Age(item, now), names, images, CellText.Of(item.Spec.Selector),
        ];
    }
}
