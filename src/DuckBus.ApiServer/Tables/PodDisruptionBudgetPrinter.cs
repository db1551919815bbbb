using DuckBus.Model.Policy;

namespace DuckBus.ApiServer.Tables;

internal sealed class PodDisruptionBudgetPrinter : TablePrinter<PodDisruptionBudget>
{
    private const string NotGiven = "N/A";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Min Available", "How many pods must stay available."),
        new("Max Unavailable", "How many pods may be unavailable."),
        Column.Number("Allowed Disruptions", "How many pods may be evicted now."),
        Column.Age,
    ];

    protected override IReadOnlyList<object?> Cells(PodDisruptionBudget item, DateTimeOffset now) =>
    [
        Name(item), item.Spec.MinAvailable?.ToString() ?? NotGiven, item.Spec.MaxUnavailable?.ToString() ?? NotGiven,
        item.Status.DisruptionsAllowed, Age(item, now),
    ];
}
