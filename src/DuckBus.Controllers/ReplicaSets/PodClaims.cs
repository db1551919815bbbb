using DuckBus.Client.Objects;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>Which pods a ReplicaSet owns, which orphans it takes in, and which of its own it lets go.</summary>
/// <param name="Owned">Pods that it owns and that match its selector.</param>
/// <param name="Adopt">Pods without a controller that match its selector.</param>
/// <param name="Release">Pods that it owns and that no longer match.</param>
public sealed record PodClaims(IReadOnlyList<Pod> Owned, IReadOnlyList<Pod> Adopt, IReadOnlyList<Pod> Release)
{
    /// <summary>Sorts the pods of the namespace. A ReplicaSet on its way out takes in nothing and lets nothing go.</summary>
    public static PodClaims Of(ReplicaSet set, IEnumerable<Pod> pods)
    {
        List<Pod> owned = [], adopt = [], release = [];
        var leaving = set.Metadata.DeletionTimestamp is not null;
        foreach (var pod in pods)
        {
            var matches = set.Spec.Selector.Matches(pod.Metadata.Labels);
            if (Owners.Controls(set, pod)) (matches || leaving ? owned : release).Add(pod);
            else if (matches && !leaving && Owners.ControllerOf(pod) is null && Pods.IsActive(pod)) adopt.Add(pod);
        }
        return new PodClaims(owned, adopt, release);
    }
}
