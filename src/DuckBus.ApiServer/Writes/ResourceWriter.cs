using System.Diagnostics;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Services;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Store;
using DuckBus.Telemetry;

namespace DuckBus.ApiServer.Writes;

/// <summary>
/// Every write goes through here. It is decided on the state in memory and checked by the store against the revision of
/// that state; it is answered when it is committed and this server's memory has it, so that a caller reads its own writes.
/// </summary>
internal sealed class ResourceWriter(
    IResourceStore store, WatchCache cache, ReadBarrier barrier, ServiceClaims claims, PartTelemetry telemetry, TimeProvider time)
{
    private const int NameAttempts = 8;
    private static readonly TimeSpan CacheLimit = TimeSpan.FromSeconds(5);

    /// <summary>The state in memory.</summary>
    public CacheView View => cache.View;

    /// <summary>Creates an object.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace; empty for a cluster-scoped kind.</param>
    /// <param name="submitted">The object.</param>
    /// <param name="manager">Who creates it; null if the object says by itself who owns what.</param>
    /// <param name="dryRun">Do not commit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">What stands against it.</exception>
    public async Task<CachedObject> CreateAsync(
        ResourceKind kind, string ns, Resource submitted, FieldManager? manager, bool dryRun, CancellationToken cancellationToken)
    {
        if (kind.Namespaced) await DemandNamespaceAsync(kind, ns, submitted.Metadata.Name, cancellationToken);
        if (submitted is Pod pod) submitted = AccountToken.Mount(pod, await AccountAsync(kind, ns, pod, cancellationToken));
        for (var attempt = 1; ; attempt++)
        {
            var now = time.GetUtcNow();
            var created = Creation.Of(kind, ns, submitted, Guid.NewGuid().ToString(), now);
            if (manager is not null) created = FieldTracking.Created(kind, created, manager, now);
            var key = new ResourceKey(kind.Id, ns, created.Metadata.Name!);
            await using var claim = await claims.TakeAsync(null, created, dryRun, cancellationToken);
            var body = Body(claim.Resource);
            if (dryRun && cache.View.Find(key) is null) return new CachedObject(kind, key, created.Metadata.Uid!, 0, body);
            var result = dryRun
                ? new CommitResult(CommitOutcome.AlreadyExists, 0)
                : await CommitAsync(new StoreWrite(ChangeType.Added, key, created.Metadata.Uid!, 0, body, null), cancellationToken);
            if (result.Outcome == CommitOutcome.Committed)
            {
                claim.Keep();
                return await AppliedAsync(kind, key, created.Metadata.Uid!, result.Revision, body, cancellationToken);
            }

            if (!string.IsNullOrEmpty(submitted.Metadata.Name) || attempt == NameAttempts)
                throw new StatusException(Status.AlreadyExists(kind, key.Name));
        }
    }

    /// <summary>
    /// Changes an object: the function makes the next state of the present one, and is called again when somebody else was
    /// faster, unless the caller said which version it means. A state that a deletion leaves with nothing to wait for is removed.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The object.</param>
    /// <param name="version">The resourceVersion that the caller means, or null.</param>
    /// <param name="change">The next state; it throws what stands against it.</param>
    /// <param name="manager">Who changes it; null if the next state says by itself who owns what.</param>
    /// <param name="dryRun">Do not commit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">What stands against it.</exception>
    public async Task<WriteAnswer> ChangeAsync(
        ResourceKind kind, ResourceKey key, string? version, Func<CachedObject, Resource> change, FieldManager? manager, bool dryRun,
        CancellationToken cancellationToken)
    {
        if (long.TryParse(version, out var seen)) await cache.WaitForAsync(seen, CacheLimit, cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var current = await FindAsync(kind, key, cancellationToken);
            var after = change(current);
            if (manager is not null) after = FieldTracking.Changed(current, after, manager, time.GetUtcNow());
            var removes = Replacement.Removes(kind, after);
            await using var claim = await claims.TakeAsync(current.Resource, removes ? null : after, dryRun, cancellationToken);
            var body = Body(removes ? after : claim.Resource);
            if (!removes && Same(current, body))
                return new WriteAnswer(current, Removed: false);
            if (dryRun) return new WriteAnswer(new CachedObject(kind, key, current.Uid, current.Revision, body), removes);
            var result = await CommitAsync(
                new StoreWrite(removes ? ChangeType.Deleted : ChangeType.Modified, key, current.Uid, current.Revision, body, null), cancellationToken);
            switch (result.Outcome)
            {
                case CommitOutcome.Committed:
                    claim.Keep();
                    return new WriteAnswer(await AppliedAsync(kind, key, current.Uid, result.Revision, body, cancellationToken), removes);
                case CommitOutcome.NotFound:
                    throw new StatusException(Status.NotFound(kind, key.Name));
                case CommitOutcome.Conflict when !string.IsNullOrEmpty(version):
                    throw new StatusException(Replacement.Changed(kind, key.Name));
                default: // Each round somebody wins, so that all get through.
                    await cache.WaitForAsync(result.Revision, CacheLimit, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Deletes an object, or begins to.</summary>
    /// <exception cref="StatusException">What stands against it.</exception>
    public Task<WriteAnswer> DeleteAsync(
        ResourceKind kind, ResourceKey key, DeleteOptions options, bool dryRun, CancellationToken cancellationToken) =>
        ChangeAsync(kind, key, options.Preconditions?.ResourceVersion,
            current => Deletion.Of(kind, current.Resource, options, time.GetUtcNow()), manager: null, dryRun, cancellationToken);

    private static byte[] Body(Resource resource) =>
        ModelJson.Write(resource.Metadata.ResourceVersion is null ? resource : resource with { Metadata = resource.Metadata with { ResourceVersion = null } });

    private static bool Same(CachedObject current, byte[] body)
    {
        using var versioned = new PooledBytes(body.Length + ResourceVersionSplice.MostBytes);
        ResourceVersionSplice.Insert(versioned, body, current.Revision);
        return JsonEquality.Same(current.Json, versioned.Memory);
    }

    private async Task<CachedObject> FindAsync(ResourceKind kind, ResourceKey key, CancellationToken cancellationToken) =>
        cache.View.Find(key)
        ?? (await barrier.CertainViewAsync(cancellationToken)).Find(key)
        ?? throw new StatusException(Status.NotFound(kind, key.Name));

    private async Task DemandNamespaceAsync(ResourceKind kind, string ns, string? name, CancellationToken cancellationToken)
    {
        var found = (Namespace)(await FindAsync(ResourceKind.Of<Namespace>(), ResourceKey.Of<Namespace>(null, ns), cancellationToken)).Resource;
        if (found.Metadata.DeletionTimestamp is null) return;
        throw new StatusException(Status.Forbidden(kind, name,
            $"unable to create new content in namespace {ns} because it is being terminated",
            new StatusCause { Reason = "NamespaceTerminating", Field = "metadata.namespace", Message = $"namespace {ns} is being terminated" }));
    }

    /// <summary>Whoever runs in a pod is somebody. The account <c>default</c> is taken for granted: a namespace may be younger than its account.</summary>
    private async Task<ServiceAccount?> AccountAsync(ResourceKind kind, string ns, Pod pod, CancellationToken cancellationToken)
    {
        var name = PodSpecDefaults.Account(pod.Spec) ?? ServiceAccountRules.DefaultName;
        var key = ResourceKey.Of<ServiceAccount>(ns, name);
        if (cache.View.Find(key) is { } known) return (ServiceAccount)known.Resource;
        if (name == ServiceAccountRules.DefaultName) return null;
        if ((await barrier.ViewAsync(cancellationToken)).Find(key) is { } found) return (ServiceAccount)found.Resource;
        throw new StatusException(Status.Forbidden(kind, pod.Metadata.Name, $"error looking up service account {ns}/{name}: serviceaccount \"{name}\" not found"));
    }

    private async Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        // Nothing starts a trace of its own here: a heartbeat without a request span stays untraced.
        using var span = Activity.Current is null ? null : telemetry.Spans.StartActivity(SpanNames.Commit);
        var result = await store.CommitAsync(write with { TraceParent = span?.Id ?? Activity.Current?.Id }, cancellationToken);
        if (span is not { IsAllDataRequested: true }) return result;
        span.SetTag(Tags.Kind, write.Key.Kind).SetTag(Tags.Namespace, write.Key.Namespace).SetTag(Tags.Name, write.Key.Name);
        span.SetTag(Tags.Revision, result.Revision).SetTag("duckbus.outcome", result.Outcome.ToString());
        return result;
    }

    private async Task<CachedObject> AppliedAsync(
        ResourceKind kind, ResourceKey key, string uid, long revision, byte[] body, CancellationToken cancellationToken)
    {
        await cache.WaitForAsync(revision, CacheLimit, cancellationToken);
        return cache.View.Find(key) is { } applied && applied.Revision == revision
            ? applied
            : new CachedObject(kind, key, uid, revision, body);
    }
}
