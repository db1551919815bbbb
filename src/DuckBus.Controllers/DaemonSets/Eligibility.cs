using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>Whether a node is one of those that a DaemonSet is for.</summary>
/// <param name="ShouldRun">A pod of the set is to run on the node.</param>
/// <param name="MayStay">A pod that runs there already may stay.</param>
public readonly record struct Eligibility(bool ShouldRun, bool MayStay)
{
    /// <summary>
    /// Looks at the node's labels and taints, as the template asks for them. Cordoning a node changes nothing: daemons tolerate it.
    /// </summary>
    public static Eligibility Of(DaemonSet set, Node node)
    {
        var spec = set.Spec.Template.Spec;
        var required = spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        var wanted = (string.IsNullOrEmpty(spec.NodeName) || spec.NodeName == node.Metadata.Name)
            && new LabelSelector { MatchLabels = spec.NodeSelector }.Matches(node.Metadata.Labels)
            && required?.Matches(node) != false;
        var tolerations = DaemonPods.Tolerations(spec);
        return new Eligibility(wanted && !IsKeptOff("NoSchedule", "NoExecute"), wanted && !IsKeptOff("NoExecute"));

        bool IsKeptOff(params string[] effects) => node.Spec.Taints?.Any(taint =>
            effects.Contains(taint.Effect) && !tolerations.Any(toleration => toleration.Tolerates(taint))) == true;
    }
}
