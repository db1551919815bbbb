using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>Nodes. A kubelet registers its node together with its status, so a create keeps it.</summary>
internal sealed class NodeRules : KindRules<Node>
{
    public override IReadOnlyDictionary<string, Func<Resource, string?>> Fields { get; } =
        FieldsWith<Node>(("spec.unschedulable", node => node.Spec.Unschedulable == true ? "true" : "false"));

    protected override Node PrepareCreate(Node resource) => resource;

    protected override void Validate(Node resource, Problems problems)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var (i, taint) in (resource.Spec.Taints ?? []).Index())
        {
            var field = $"spec.taints[{i}]";
            problems.Check(Names.IsQualifiedName(taint.Key), () => StatusCause.Invalid($"{field}.key", taint.Key, Names.QualifiedRule));
            problems.Check(Names.IsLabelValue(taint.Value), () => StatusCause.Invalid($"{field}.value", taint.Value, Names.ValueRule));
            problems.OneOf(taint.Effect, $"{field}.effect", "NoSchedule", "PreferNoSchedule", "NoExecute");
            problems.Check(seen.Add((taint.Key, taint.Effect)), () => StatusCause.Duplicate(field, $"{taint.Key}:{taint.Effect}"));
        }
    }

    /// <summary>What a node is, it stays: its addresses and its machine are given once.</summary>
    protected override void ValidateUpdate(Node before, Node after, Problems problems)
    {
        problems.Check(before.Spec.PodCIDRs is null or [] || JsonEquality.Same(before.Spec.PodCIDRs, after.Spec.PodCIDRs), () =>
            StatusCause.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid"));
        problems.Check(string.IsNullOrEmpty(before.Spec.ProviderID) || before.Spec.ProviderID == after.Spec.ProviderID, () =>
            StatusCause.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid"));
    }
}
