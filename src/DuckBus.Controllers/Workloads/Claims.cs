using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Workloads;

/// <summary>Sorts what there is into <see cref="Claims{T}"/>. Pure.</summary>
public static class Claims
{
    /// <summary>
    /// Sorts the objects of the namespace. An owner on its way out takes in nothing and lets nothing go, and what another
    /// owner has is left to it, however the selectors overlap.
    /// </summary>
    public static Claims<T> Of<T>(Resource owner, LabelSelector selector, IEnumerable<T> objects)
        where T : Resource
    {
        List<T> owned = [], adopt = [], release = [];
        var leaving = owner.Metadata.DeletionTimestamp is not null;
        foreach (var each in objects)
        {
            var matches = selector.Matches(each.Metadata.Labels);
            if (Owners.Controls(owner, each)) (matches || leaving ? owned : release).Add(each);
            else if (matches && !leaving && Owners.ControllerOf(each) is null && IsThere(each)) adopt.Add(each);
        }
        return new Claims<T>(owned, adopt, release);
    }

    private static bool IsThere(Resource each) => each is Pod pod ? Pods.IsActive(pod) : each.Metadata.DeletionTimestamp is null;
}
