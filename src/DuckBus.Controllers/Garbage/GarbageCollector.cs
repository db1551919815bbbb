using System.Reflection;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Kinds;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Garbage;

/// <summary>
/// Deletes what has lost its last owner, of every kind but Events. It acts on the news of a deletion at once; before it deletes
/// anything it makes sure at the API server that the owner is gone, for news of different kinds come in any order.
/// </summary>
public sealed class GarbageCollector : Controller
{
    private readonly OwnerGraph graph = new();
    private readonly Dictionary<string, KindApi> kinds;
    private readonly Dictionary<string, Func<ObjectName, Resource?>> caches = new(StringComparer.Ordinal);

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public GarbageCollector(ControllerContext context)
        : base(context, "garbage", workers: 8)
    {
        kinds = ResourceKind.All.Where(kind => kind.Type != typeof(Event))
            .ToDictionary(kind => kind.Id, kind => KindApi.Of(kind, Api), StringComparer.Ordinal);
        var watch = GetType().GetMethod(nameof(WatchKind), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var kind in kinds.Values) watch.MakeGenericMethod(kind.Kind.Type).Invoke(this, null);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        var (kind, ns, name) = GarbageKey.Read(key);
        if (caches[kind](new ObjectName(ns, name)) is not { } known || !await IsUpAsync(known, cancellationToken)) return Requeue.None;
        var resource = await kinds[kind].GetAsync(ns, name, cancellationToken);
        if (resource is null || resource.Metadata.Uid != known.Metadata.Uid) return Requeue.None;
        try
        {
            if (Verdict.IsLeavingWith(resource, Verdict.Orphan)) await OrphanAsync(resource, cancellationToken);
            else if (Verdict.IsLeavingWith(resource, Verdict.Foreground)) await ForegroundAsync(resource, cancellationToken);
            else if (resource.Metadata.DeletionTimestamp is null) await CheckOwnersAsync(resource, cancellationToken);
        }
        catch (StatusException gone) when (gone.IsNotFound)
        {
            // Somebody else was faster.
        }
        return Requeue.None;
    }

    private void WatchKind<T>()
        where T : Resource
    {
        var cache = Watch<T>(Concerned);
        caches[ResourceKind.Of<T>().Id] = cache.Get;
    }

    private IEnumerable<ObjectName> Concerned<T>(InformerChange<T> change)
        where T : Resource
    {
        if (change.Old is { } old && old.Metadata.Uid != change.New?.Metadata.Uid) graph.Remove(old);
        if (change.New is { } resource) graph.Put(resource);

        var concerned = new List<Resource>();
        if (change.New is { } now && IsNews(change.Old, now)) concerned.Add(now);
        // An owner that went, or is on its way and waits: its dependents are up. A dependent that went: its owners may wait for it.
        if (change.New?.Metadata.Uid != change.Old?.Metadata.Uid && change.Old is { } left)
        {
            concerned.AddRange(graph.DependentsOf(left.Metadata.Uid!));
            concerned.AddRange((left.Metadata.OwnerReferences ?? []).Select(owner => graph.Find(owner.Uid)).OfType<Resource>()
                .Where(owner => owner.Metadata.DeletionTimestamp is not null));
        }
        return concerned.Select(GarbageKey.Of).Distinct();
    }

    private static bool IsNews(Resource? old, Resource now) =>
        now.Metadata.DeletionTimestamp is not null
            ? now.Metadata.Finalizers is { Count: > 0 }
            : now.Metadata.OwnerReferences is { Count: > 0 } owners
                && !(old?.Metadata.OwnerReferences ?? []).SequenceEqual(owners);

    // From what is known here alone, so that the many objects whose owners are well cost no call.
    private async Task<bool> IsUpAsync(Resource resource, CancellationToken cancellationToken) =>
        resource.Metadata.DeletionTimestamp is not null
            ? Verdict.IsLeavingWith(resource, Verdict.Orphan) || Verdict.IsLeavingWith(resource, Verdict.Foreground)
            : (await StatesOfAsync(resource, cancellationToken)).Any(state => state != OwnerState.Present);

    private async Task<IReadOnlyList<OwnerState>> StatesOfAsync(Resource resource, CancellationToken cancellationToken)
    {
        var states = new List<OwnerState>();
        foreach (var reference in resource.Metadata.OwnerReferences ?? [])
            states.Add(await StateOfAsync(resource, reference, cancellationToken));
        return states;
    }

    private async Task CheckOwnersAsync(Resource resource, CancellationToken cancellationToken)
    {
        var references = resource.Metadata.OwnerReferences ?? [];
        var states = await StatesOfAsync(resource, cancellationToken);
        var dangling = references.Where((_, i) => states[i] == OwnerState.Gone).Select(reference => reference.Uid).ToList();
        if (Verdict.IsGarbage(states)) await DeleteAsync(resource, states, cancellationToken);
        else if (dangling.Count > 0) await ReleaseAsync(resource, dangling, cancellationToken);
    }

    private async Task<OwnerState> StateOfAsync(Resource resource, OwnerReference reference, CancellationToken cancellationToken)
    {
        if (graph.IsGone(reference.Uid)) return OwnerState.Gone;
        if (graph.Find(reference.Uid) is { } known) return Waits(known);
        var kind = kinds.Values.FirstOrDefault(each => each.Kind.ApiVersion == reference.ApiVersion && each.Kind.Name == reference.Kind);
        // An owner of a kind that is not known here cannot be checked, and what cannot be checked is not deleted.
        if (kind is null) return OwnerState.Present;
        var there = await kind.GetAsync(resource.Metadata.Namespace, reference.Name, cancellationToken);
        if (there?.Metadata.Uid == reference.Uid) return Waits(there);
        graph.MarkGone(reference.Uid);
        return OwnerState.Gone;

        OwnerState Waits(Resource owner) =>
            Verdict.Of(owner) == OwnerState.Waiting && reference.BlockOwnerDeletion == true ? OwnerState.Waiting : OwnerState.Present;
    }

    private async Task OrphanAsync(Resource owner, CancellationToken cancellationToken)
    {
        foreach (var dependent in await DependentsAsync(owner, cancellationToken))
            await ReleaseAsync(dependent, [owner.Metadata.Uid!], cancellationToken);
        await FinishAsync(owner, Verdict.Orphan, cancellationToken);
    }

    private async Task ForegroundAsync(Resource owner, CancellationToken cancellationToken)
    {
        var dependents = await DependentsAsync(owner, cancellationToken);
        foreach (var dependent in dependents.Where(each => each.Metadata.DeletionTimestamp is null))
        {
            var states = new List<OwnerState>();
            foreach (var reference in dependent.Metadata.OwnerReferences ?? [])
                states.Add(reference.Uid == owner.Metadata.Uid ? OwnerState.Waiting : await StateOfAsync(dependent, reference, cancellationToken));
            if (Verdict.IsGarbage(states)) await DeleteAsync(dependent, states, cancellationToken);
            else await ReleaseAsync(dependent, [owner.Metadata.Uid!], cancellationToken);
        }
        if (!dependents.Any(dependent => Verdict.Blocks(dependent, owner.Metadata.Uid!)))
            await FinishAsync(owner, Verdict.Foreground, cancellationToken);
    }

    // Asked anew, for a dependent that the graph has not heard of would be lost or left behind.
    private async Task<IReadOnlyList<Resource>> DependentsAsync(Resource owner, CancellationToken cancellationToken)
    {
        var found = new List<Resource>();
        foreach (var kind in kinds.Values.Where(kind => kind.Kind.Namespaced || !ResourceKind.Of(owner.GetType()).Namespaced))
            found.AddRange((await kind.ListAsync(owner.Metadata.Namespace, cancellationToken))
                .Where(each => each.Metadata.OwnerReferences?.Any(reference => reference.Uid == owner.Metadata.Uid) == true));
        return found;
    }

    private async Task DeleteAsync(Resource resource, IReadOnlyList<OwnerState> owners, CancellationToken cancellationToken)
    {
        var propagation = Verdict.Propagation(resource, owners, graph.DependentsOf(resource.Metadata.Uid!).Count > 0);
        if (await KindOf(resource).DeleteAsync(resource, propagation, cancellationToken))
            Log.LogInformation("DELETE: {Object}, its owner is gone  trigger={Trigger}", ResourceKey.Of(resource), CurrentTrigger.Word());
    }

    private Task<Resource> ReleaseAsync(Resource resource, IReadOnlyCollection<string> owners, CancellationToken cancellationToken) =>
        KindOf(resource).UpdateAsync(resource with { Metadata = Owners.Release(resource.Metadata, owners) }, cancellationToken);

    private Task<Resource> FinishAsync(Resource resource, string finalizer, CancellationToken cancellationToken)
    {
        var left = resource.Metadata.Finalizers!.Where(each => each != finalizer).ToList();
        return KindOf(resource).UpdateAsync(
            resource with { Metadata = resource.Metadata with { Finalizers = left.Count > 0 ? left : null } }, cancellationToken);
    }

    private KindApi KindOf(Resource resource) => kinds[ResourceKind.Of(resource.GetType()).Id];
}
