using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Workloads;

/// <summary>Carries out <see cref="Claims{T}"/>.</summary>
internal static class Claiming
{
    /// <summary>Adopts and releases as the selector says.</summary>
    /// <returns>All that the owner has now.</returns>
    public static async Task<List<T>> ClaimAsync<TOwner, T>(
        this ApiClient api, TOwner owner, LabelSelector selector, ICache<T> cache, CancellationToken cancellationToken)
        where TOwner : Resource
        where T : Resource
    {
        var claims = Claims.Of(owner, selector, cache.List(owner.Metadata.Namespace));
        await Task.WhenAll(claims.Release.Select(each => ChangeAsync(each, Owners.Release(each.Metadata, [owner.Metadata.Uid!]))));
        if (claims.Adopt.Count == 0 || !await IsThereToStayAsync()) return [.. claims.Owned];
        return [.. claims.Owned, .. await Task.WhenAll(claims.Adopt.Select(each => ChangeAsync(each, Owners.Adopt(each.Metadata, Owners.ReferenceTo(owner)))))];

        async Task<T> ChangeAsync(T each, ObjectMeta metadata)
        {
            var changed = await api.UpdateAsync((T)((Resource)each with { Metadata = metadata }), cancellationToken);
            cache.Observe(changed);
            return changed;
        }

        // The cache may not know yet that the owner is gone or leaving; the garbage collector would then fight with us.
        async Task<bool> IsThereToStayAsync() =>
            await api.GetAsync<TOwner>(owner.Metadata.Namespace, owner.Metadata.Name!, cancellationToken) is { } fresh
            && fresh.Metadata.Uid == owner.Metadata.Uid && fresh.Metadata.DeletionTimestamp is null;
    }

    /// <summary>The owners that a change concerns: the one that an object has or had, or all that may adopt it.</summary>
    public static IEnumerable<ObjectName> Concerned<TOwner, T>(InformerChange<T> change, ICache<TOwner> owners, Func<TOwner, LabelSelector> selector)
        where TOwner : Resource
        where T : Resource
    {
        var ns = change.Latest.Metadata.Namespace ?? "";
        var concerned = new[] { change.Old, change.New }
            .Select(each => each is null ? null : Owners.ControllerOf(each))
            .Where(owner => owner?.Kind == typeof(TOwner).Name)
            .Select(owner => new ObjectName(ns, owner!.Name))
            .ToHashSet();
        if (change.New is { } orphan && Owners.ControllerOf(orphan) is null)
            concerned.UnionWith(owners.List(ns).Where(owner => selector(owner).Matches(orphan.Metadata.Labels)).Select(ObjectName.Of));
        return concerned;
    }
}
