using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Containers;

/// <summary>The objects behind one name of the container API.</summary>
/// <param name="Name">The name.</param>
/// <param name="Deployment">What declares the container; null for one that was declared before there were Deployments behind containers, and for a pod by itself.</param>
/// <param name="Sets">The ReplicaSets that carry the name.</param>
/// <param name="Service">What it is reached by, if it has ports.</param>
/// <param name="Pods">The pods that carry the name, or the pod that has it.</param>
internal sealed record ContainerObjects(string Name, Deployment? Deployment, IReadOnlyList<ReplicaSet> Sets, Service? Service, IReadOnlyList<Pod> Pods)
{
    /// <summary>The ReplicaSet that declares the container, for one from before there were Deployments behind containers.</summary>
    public ReplicaSet? Old => Deployment is null ? Sets.FirstOrDefault(ContainerFace.IsContainer) : null;

    /// <summary>Whether somebody declared it, so that its pods are replaced when they go.</summary>
    public bool IsDeclared => Deployment is not null || Old is not null;

    /// <summary>All containers: what is declared, and pods that belong to none, such as <c>kubectl run</c> makes. Pure.</summary>
    public static IReadOnlyList<ContainerObjects> Of(
        IReadOnlyList<Deployment> deployments, IReadOnlyList<ReplicaSet> sets, IReadOnlyList<Service> services, IReadOnlyList<Pod> pods)
    {
        var declared = deployments.Where(ContainerFace.IsContainer).ToDictionary(each => each.Metadata.Name!, StringComparer.Ordinal);
        var setsOf = sets.Where(set => set.Metadata.Labels?.ContainsKey(ContainerFace.Label) == true)
            .ToLookup(set => set.Metadata.Labels![ContainerFace.Label], StringComparer.Ordinal);
        var reachedBy = services.Where(ContainerFace.IsContainer).ToDictionary(each => each.Metadata.Name!, StringComparer.Ordinal);
        var podsOf = pods.ToLookup(NameOf, StringComparer.Ordinal);
        return
        [
            .. declared.Keys
                .Concat(setsOf.SelectMany(each => each).Where(ContainerFace.IsContainer).Select(set => set.Metadata.Name!))
                .Concat(podsOf.Select(each => each.Key))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => new ContainerObjects(
                    name, declared.GetValueOrDefault(name), [.. setsOf[name]], reachedBy.GetValueOrDefault(name), [.. podsOf[name]])),
        ];
    }

    private static string NameOf(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(ContainerFace.Label) ?? pod.Metadata.Name!;
}
