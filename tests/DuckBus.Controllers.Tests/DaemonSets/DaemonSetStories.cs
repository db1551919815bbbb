using DuckBus.Controllers.DaemonSets;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.DaemonSets;

/// <summary>Makes DaemonSets and nodes with their pods.</summary>
internal static class DaemonSetStories
{
    public const string Now = "new";

    public static DaemonSet Set(string? unavailable = "1", string? surge = "0", string type = "RollingUpdate") => new()
    {
        Metadata = A.Meta("agent"),
        Spec = new DaemonSetSpec
        {
            Selector = new() { MatchLabels = A.Labels(("app", "web")) },
            Template = A.Template(),
            UpdateStrategy = new DaemonSetUpdateStrategy
            {
                Type = type,
                RollingUpdate = new RollingUpdateDaemonSet { MaxUnavailable = Value(unavailable), MaxSurge = Value(surge) },
            },
        },
    };

    public static DaemonSet With(this DaemonSet set, Func<PodSpec, PodSpec> change) =>
        set with { Spec = set.Spec with { Template = set.Spec.Template with { Spec = change(set.Spec.Template.Spec) } } };

    /// <summary>A node by the look of its pods, the oldest first: <c>n</c> new, <c>o</c> old, in capitals ready; <c>x</c> terminating, <c>f</c> failed.</summary>
    public static NodePods Node(string name, string pods, bool shouldRun = true, bool mayStay = true) => new(
        name,
        new Eligibility(shouldRun, mayStay),
        [.. pods.Select((look, i) => Pod(name, look, i))]);

    public static IReadOnlyList<NodePods> Nodes(params string[] looks) => [.. looks.Select((pods, i) => Node($"node-{i}", pods))];

    public static string Looks(DaemonPlan plan) =>
        $"create {string.Join(',', plan.Create)} delete {string.Join(',', plan.Delete.Select(pod => pod.Metadata.Name))}";

    private static Pod Pod(string node, char look, int i)
    {
        var pod = A.Pod($"{node}.{i}{look}", node, look == 'f' ? "Failed" : "Running", char.IsUpper(look));
        pod = pod with { Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.With(DaemonPods.RevisionLabel, char.ToLowerInvariant(look) == 'n' ? Now : "old") } };
        return look == 'x' ? A.Leaving(pod) : pod;
    }

    private static IntOrString? Value(string? text) =>
        text is null ? null : int.TryParse(text, out var number) ? new IntOrString(number) : new IntOrString(text);
}
