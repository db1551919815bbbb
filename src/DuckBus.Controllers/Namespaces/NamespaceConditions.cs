using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Namespaces;

/// <summary>What holds the deletion of a namespace up, in the words of Kubernetes. Pure.</summary>
public static class NamespaceConditions
{
    /// <summary>The status of a namespace that is being deleted; its conditions are the very same if they tell nothing new.</summary>
    /// <param name="status">The status until now.</param>
    /// <param name="left">What is still in it.</param>
    /// <param name="now">The time.</param>
    public static NamespaceStatus Of(NamespaceStatus status, IReadOnlyList<Resource> left, DateTimeOffset now)
    {
        var finalizers = left.SelectMany(resource => resource.Metadata.Finalizers ?? []).ToList();
        NamespaceCondition[] conditions =
        [
            Condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            Condition("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            Condition("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
            left.Count == 0
                ? Condition("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
                : Condition("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {Resources(left)}"),
            finalizers.Count == 0
                ? Condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
                : Condition("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                    $"Some content in the namespace has finalizers remaining: {Counted(finalizers, (finalizer, count) => $"{finalizer} in {count} resource instances")}"),
        ];
        return status with { Conditions = conditions.Aggregate(status.Conditions, (all, condition) => Conditions.With(all, condition, now)) };
    }

    private static string Resources(IReadOnlyList<Resource> left) => Counted(
        left.Select(resource => ResourceKind.Of(resource.GetType())).Select(kind => $"{kind.Plural}.{kind.Group}"),
        (kind, count) => $"{kind} has {count} resource instances");

    private static string Counted(IEnumerable<string> names, Func<string, int, string> text) => string.Join(", ", names
        .CountBy(name => name, StringComparer.Ordinal)
        .OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => text(each.Key, each.Value)));

    private static NamespaceCondition Condition(string type, bool status, string reason, string message) =>
        new() { Type = type, Status = status ? "True" : "False", Reason = reason, Message = message };
}
