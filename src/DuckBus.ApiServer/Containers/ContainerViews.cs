using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Containers;

/// <summary>Shows ReplicaSets and pods as containers. Pure.</summary>
internal static class ContainerViews
{
    /// <summary>
    /// One entry for each declared container, and one for each pod that belongs to none: those that <c>kubectl run</c> made,
    /// and those that still terminate after their declaration was deleted.
    /// </summary>
    public static IReadOnlyList<ContainerView> Of(IReadOnlyList<ReplicaSet> sets, IReadOnlyList<Pod> pods)
    {
        var declared = sets.Where(set => set.Metadata.Labels?.ContainsKey(ContainerFace.Label) == true).ToDictionary(set => set.Metadata.Name!, StringComparer.Ordinal);
        var groups = pods.ToLookup(Name, StringComparer.Ordinal);
        return
        [
            .. declared.Values.Select(set => Of(set, [.. groups[set.Metadata.Name!]]))
                .Concat(groups.Where(group => !declared.ContainsKey(group.Key)).Select(group => Of(group.Key, [.. group])))
                .OrderBy(view => view.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The name under which the container API knows a pod.</summary>
    public static string Name(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(ContainerFace.Label) ?? pod.Metadata.Name!;

    private static ContainerView Of(ReplicaSet set, IReadOnlyList<Pod> pods)
    {
        var replicas = set.Spec.Replicas ?? 1;
        var view = Of(set.Metadata.Name!, pods) with { Image = Image(set.Spec.Template.Spec), Replicas = replicas };
        if (set.Metadata.DeletionTimestamp is not null) return view with { State = "Terminating", Message = null };
        if (replicas == 0 && pods.Count == 0) return view with { State = "Stopped" };
        return pods.Count == 0 ? view with { State = "Pending", Message = "its pods are not created yet" } : view;
    }

    private static ContainerView Of(string name, IReadOnlyList<Pod> pods)
    {
        var shown = pods.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal).Select(PodStates.Show).ToList();
        // A pod that is on its way out says something about the container only if there is no other.
        var worst = shown.FirstOrDefault(pod => pod.State is not ("Running" or "Terminating"))
            ?? shown.FirstOrDefault(pod => pod.State == "Running") ?? shown.FirstOrDefault();
        var nodes = shown.Select(pod => pod.Node).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ContainerView(
            name, pods.Count == 0 ? null : Image(pods[0].Spec), pods.Count, pods.Count(PodStates.IsReady),
            worst?.State ?? "Pending", worst?.Message, nodes.Count == 0 ? null : string.Join(", ", nodes), shown);
    }

    private static string? Image(PodSpec spec) => spec.Containers.Count == 0 ? null : spec.Containers[0].Image;
}
