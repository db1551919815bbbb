using System.Globalization;

namespace DuckBus.Scheduler;

/// <summary>Where a pod goes, and why not elsewhere.</summary>
/// <param name="Node">The node; null if the pod fits nowhere.</param>
/// <param name="Rejected">The reasons against each node that was filtered out, by its name.</param>
public sealed record Decision(string? Node, IReadOnlyDictionary<string, IReadOnlyList<string>> Rejected)
{
    /// <summary>This node, whatever the others are.</summary>
    public static Decision For(string node) => new(node, new Dictionary<string, IReadOnlyList<string>>(0, StringComparer.Ordinal));

    /// <summary>
    /// Why the pod fits nowhere, as Kubernetes prints it:
    /// <c>0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.</c>
    /// </summary>
    public string Message
    {
        get
        {
            if (Rejected.Count == 0) return "no nodes available to schedule pods";
            var counts = Rejected.Values.SelectMany(reasons => reasons)
                .CountBy(reason => reason, StringComparer.Ordinal)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value} {each.Key}"))
                .Order(StringComparer.Ordinal);
            return string.Create(CultureInfo.InvariantCulture, $"0/{Rejected.Count} nodes are available: {string.Join(", ", counts)}.");
        }
    }
}
