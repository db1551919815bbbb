using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class PodPrinter : TablePrinter<Pod>
{
    private static readonly RowCondition[] Succeeded = [new("Succeeded", "The pod has completed successfully.")];
    private static readonly RowCondition[] Failed = [new("Failed", "The pod failed.")];

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Ready", "How many containers are ready, of how many."),
        new("Status", "What the pod is doing, or what keeps it from it."),
        new("Restarts", "How often its containers were restarted, and when last."),
        Column.Age,
        Column.Wide("IP", "The address of the pod."),
        Column.Wide("Node", "The node that the pod runs on."),
        Column.Wide("Nominated Node", "The node that room is being made on for the pod."),
        Column.Wide("Readiness Gates", "How many further conditions for readiness are met, of how many."),
    ];

    protected override IReadOnlyList<object?> Cells(Pod item, DateTimeOffset now)
    {
        var summary = PodSummary.Of(item);
        var restarts = summary is { Restarts: > 0, LastRestart: { } last } ? $"{summary.Restarts} ({Ages.Since(last, now)} ago)" : $"{summary.Restarts}";
        return
        [
            Name(item), $"{summary.Ready}/{summary.Containers}", summary.Status, restarts, Age(item, now),
            (item.Status.PodIPs is [var first, ..] ? first.Ip : item.Status.PodIP).OrNone(), item.Spec.NodeName.OrNone(),
            item.Status.NominatedNodeName.OrNone(), Gates(item).OrNone(),
        ];
    }

    protected override IReadOnlyList<RowCondition> Conditions(Pod item) => item.Status.Phase switch
    {
        "Succeeded" => Succeeded,
        "Failed" => Failed,
        _ => [],
    };

    /// <summary>How many readiness gates have their condition, of how many; null if there are none.</summary>
    private static string? Gates(Pod pod)
    {
        if (pod.Spec.ReadinessGates is not { Count: > 0 } gates) return null;
        var met = gates.Count(gate => pod.Status.Conditions?.FirstOrDefault(condition => condition.Type == gate.ConditionType) is { Status: "True" });
        return $"{met}/{gates.Count}";
    }
}
