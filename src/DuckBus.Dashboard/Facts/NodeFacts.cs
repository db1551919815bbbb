using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Dashboard.Facts;

/// <summary>The little of a node that the page shows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Whether the cluster counts on it.</param>
/// <param name="Cordoned">Whether new pods are kept away from it.</param>
/// <param name="Reason">Why it is not ready, in the cluster's words.</param>
/// <param name="Runtime">What runs its containers: <c>docker://20.10</c>.</param>
public sealed record NodeFacts(string Name, bool Ready, bool Cordoned, string? Reason, string? Runtime)
{
    /// <summary>Whether its containers are processes of a container engine, and no lines of a file.</summary>
    public bool HasEngine => Runtime?.StartsWith("docker", StringComparison.Ordinal) == true;

    /// <summary>The facts of a node. Pure.</summary>
    public static NodeFacts Of(Node node)
    {
        var ready = Conditions.Find(node.Status?.Conditions, "Ready");
        return new NodeFacts(
            node.Metadata.Name ?? "", ready?.Status == "True", node.Spec?.Unschedulable == true,
            ready?.Status == "True" ? null : ready?.Reason, node.Status?.NodeInfo?.ContainerRuntimeVersion);
    }
}
