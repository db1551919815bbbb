using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Containers;

/// <summary>The container API over the same objects that <c>kubectl</c> sees.</summary>
internal sealed class ContainerService(ResourceReader reader, ResourceWriter writer)
{
    private static readonly ResourceKind Pods = ResourceKind.Of<Pod>();
    private static readonly ResourceKind ReplicaSets = ResourceKind.Of<ReplicaSet>();

    /// <summary>All containers.</summary>
    public async Task<IReadOnlyList<ContainerView>> ListAsync(CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(version: null, cancellationToken);
        return ContainerViews.Of(In<ReplicaSet>(view, ReplicaSets), In<Pod>(view, Pods));
    }

    /// <summary>One container.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<ContainerView> GetAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(container => container.Name == name) ?? throw NotFound(name);

    /// <summary>Declares a container.</summary>
    /// <exception cref="StatusException">422: the request has problems; 409: there is one of that name.</exception>
    public async Task<ContainerView> CreateAsync(ContainerRequest request, CancellationToken cancellationToken)
    {
        var causes = ContainerFace.Problems(request);
        if (causes.Count > 0) throw new StatusException(Invalid(request.Name, causes));
        var name = request.Name!;
        var bare = (await reader.ViewAsync(version: null, cancellationToken)).Find(ResourceKey.Of<Pod>(ContainerFace.Namespace, name));
        if (bare is not null) throw new StatusException(Named(Status.AlreadyExists(Pods, name), Pods, name));
        try
        {
            var created = await writer.CreateAsync(ReplicaSets, ContainerFace.Namespace, ContainerFace.ReplicaSet(request), FieldManager.Server, dryRun: false, cancellationToken);
            return ContainerViews.Of([(ReplicaSet)created.Resource], []).Single();
        }
        catch (StatusException e) when (e.IsAlreadyExists)
        {
            throw new StatusException(Named(e.Status, ReplicaSets, name));
        }
    }

    /// <summary>Takes a declaration back. The pods are deleted with it, so that nobody waits for the garbage collector.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<ContainerView> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(version: null, cancellationToken);
        var set = In<ReplicaSet>(view, ReplicaSets).FirstOrDefault(set =>
            set.Metadata.Name == name && set.Metadata.Labels?.ContainsKey(ContainerFace.Label) == true);
        var pods = In<Pod>(view, Pods).Where(pod => ContainerViews.Name(pod) == name && pod.Metadata.DeletionTimestamp is null).ToList();
        if (set is null && pods.Count == 0) throw NotFound(name);
        var shown = ContainerViews.Of(set is null ? [] : [set], pods).Single();
        if (set is not null) await DeleteAsync(ReplicaSets, ResourceKey.Of(set), set.Metadata.Uid!, cancellationToken);
        foreach (var pod in pods) await DeleteAsync(Pods, ResourceKey.Of(pod), pod.Metadata.Uid!, cancellationToken);
        return shown with { State = "Terminating", Ready = 0, Message = null, Pods = [.. shown.Pods.Select(pod => pod with { State = "Terminating", Message = null })] };
    }

    /// <summary>422, in the words of the container API.</summary>
    public static Status Invalid(string? name, IReadOnlyList<StatusCause> causes)
    {
        var status = Status.Invalid(ReplicaSets, name, causes);
        return status with { Message = status.Message!.Replace("ReplicaSet.apps", "container", StringComparison.Ordinal), Details = status.Details! with { Kind = "containers", Group = null } };
    }

    private static StatusException NotFound(string name) => new(Named(Status.NotFound(Pods, name), Pods, name));

    private static Status Named(Status status, ResourceKind kind, string name) => status with
    {
        Message = status.Message!.Replace($"{kind.Id} \"{name}\"", $"containers \"{name}\"", StringComparison.Ordinal),
        Details = status.Details! with { Kind = "containers", Group = null },
    };

    private static List<T> In<T>(CacheView view, ResourceKind kind) =>
        [.. view.Of(kind).In(ContainerFace.Namespace).Select(item => (T)(object)item.Resource)];

    private async Task DeleteAsync(ResourceKind kind, ResourceKey key, string uid, CancellationToken cancellationToken)
    {
        try
        {
            await writer.DeleteAsync(kind, key, new DeleteOptions { Preconditions = new Preconditions { Uid = uid } }, dryRun: false, cancellationToken);
        }
        catch (StatusException e) when (e.IsNotFound || e.IsConflict)
        {
            // It went by itself, and perhaps another one of that name came.
        }
    }
}
