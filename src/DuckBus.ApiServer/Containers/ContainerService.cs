using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Services;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Containers;

/// <summary>The container API over the same objects that <c>kubectl</c> sees.</summary>
internal sealed class ContainerService(ResourceReader reader, ResourceWriter writer, PortRange nodePorts)
{
    private static readonly ResourceKind Pods = ResourceKind.Of<Pod>();
    private static readonly ResourceKind ReplicaSets = ResourceKind.Of<ReplicaSet>();
    private static readonly ResourceKind Deployments = ResourceKind.Of<Deployment>();
    private static readonly ResourceKind Services = ResourceKind.Of<Service>();

    /// <summary>All containers.</summary>
    public async Task<IReadOnlyList<ContainerObjects>> ListAsync(CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(version: null, cancellationToken);
        return ContainerObjects.Of(In<Deployment>(view, Deployments), In<ReplicaSet>(view, ReplicaSets), In<Service>(view, Services), In<Pod>(view, Pods));
    }

    /// <summary>One container.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<ContainerObjects> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw NotFound(name);

    /// <summary>Declares a container, and makes a Service for it if it has ports.</summary>
    /// <exception cref="StatusException">422: the request has problems; 409: there is one of that name.</exception>
    public async Task<ContainerObjects> CreateAsync(ContainerRequest request, CancellationToken cancellationToken)
    {
        ContainerErrors.Demand(request);
        var name = request.Name!;
        // Pods that still terminate are in nobody's way.
        if (await FindAsync(name, cancellationToken) is { } there && (there.IsDeclared || there.Pods.Any(pod => pod.Metadata.Name == name)))
            throw ContainerErrors.Named(Status.AlreadyExists(Pods, name), Pods, name);
        if (request.Ports is { Count: > 0 }) await DemandServiceNameAsync(name, cancellationToken);
        var created = await DeclareAsync(request, cancellationToken);
        try
        {
            var service = await ReachAsync(null, created, request, cancellationToken);
            return new ContainerObjects(name, created, [], service, []);
        }
        catch
        {
            await DeleteAsync(created, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Declares a container anew: its pods are replaced step by step if they are to be others.</summary>
    /// <param name="name">The name.</param>
    /// <param name="next">Makes the new declaration of the present one; called again when somebody else was faster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">422: the request has problems; 404: there is none.</exception>
    public async Task<ContainerObjects> ChangeAsync(string name, Func<ContainerRequest, ContainerRequest> next, CancellationToken cancellationToken)
    {
        var there = await GetAsync(name, cancellationToken);
        if (!there.IsDeclared) throw ContainerErrors.Undeclared(name);
        if (there.Old is { } old)
        {
            // The Deployment takes the ReplicaSet in, which has its labels, and replaces its pods where they differ.
            var revised = Next(name, next, old.Spec.Replicas, old.Spec.Template.Spec);
            var adopting = await DeclareAsync(revised, cancellationToken);
            return there with { Deployment = adopting, Service = await ReachAsync(there.Service, adopting, revised, cancellationToken) };
        }

        // What may be refused comes first: a port of the nodes that is taken changes nothing.
        var wanted = Next(name, next, there.Deployment!.Spec.Replicas, there.Deployment.Spec.Template.Spec);
        var service = wanted.Ports is { Count: > 0 } ? await ReachAsync(there.Service, there.Deployment, wanted, cancellationToken) : null;
        var answer = await writer.ChangeAsync(Deployments, ResourceKey.Of(there.Deployment), null, current => Replacement.Of(
            Deployments, current.Resource, Changed((Deployment)current.Resource)), FieldManager.Server, dryRun: false, cancellationToken);
        if (service is null && there.Service is { } useless) await DeleteAsync(useless, cancellationToken);
        return there with { Deployment = (Deployment)answer.Object.Resource, Service = service };

        Deployment Changed(Deployment current) =>
            ContainerFace.Change(current, Next(name, next, current.Spec.Replicas, current.Spec.Template.Spec), nodePorts);
    }

    /// <summary>Takes a declaration back. Everything behind it is deleted with it, so that nobody waits for the garbage collector.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<ContainerObjects> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var there = await GetAsync(name, cancellationToken);
        var pods = there.Pods.Where(pod => pod.Metadata.DeletionTimestamp is null).ToList();
        if (!there.IsDeclared && pods.Count == 0) throw NotFound(name);
        Resource?[] owners = [there.Service, there.Deployment];
        foreach (var resource in owners.OfType<Resource>().Concat(there.Sets).Concat(pods)) await DeleteAsync(resource, cancellationToken);
        return there with { Pods = pods };
    }

    private static ContainerRequest Next(string name, Func<ContainerRequest, ContainerRequest> next, int? replicas, PodSpec pod)
    {
        var request = next(ContainerFace.Declared(name, replicas, pod));
        ContainerErrors.Demand(request);
        return request;
    }

    private async Task<ContainerObjects?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(container => container.Name == name);

    private async Task<Deployment> DeclareAsync(ContainerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(Deployments, ContainerFace.Deployment(request, nodePorts), cancellationToken);
        }
        catch (StatusException e) when (e.IsAlreadyExists)
        {
            // A container that came meanwhile, or a Deployment that is none.
            var name = request.Name!;
            throw await FindAsync(name, cancellationToken) is { IsDeclared: true } ? ContainerErrors.Named(e.Status, Deployments, name) : e;
        }
    }

    /// <summary>Makes or changes the Service of a container; null if it has no ports.</summary>
    private async Task<Service?> ReachAsync(Service? current, Deployment owner, ContainerRequest request, CancellationToken cancellationToken)
    {
        if (request.Ports is not { Count: > 0 }) return null;
        try
        {
            if (current is null) return await CreateAsync(Services, ContainerFace.Service(owner, request, nodePorts), cancellationToken);
            var answer = await writer.ChangeAsync(Services, ResourceKey.Of(current), null, found => Replacement.Of(
                Services, found.Resource, ContainerFace.Change((Service)found.Resource, owner, request, nodePorts)), FieldManager.Server, dryRun: false, cancellationToken);
            return (Service)answer.Object.Resource;
        }
        catch (StatusException e)
        {
            throw ContainerErrors.OfService(e, request);
        }
    }

    private async Task DemandServiceNameAsync(string name, CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(version: null, cancellationToken);
        if (view.Find(ResourceKey.Of<Service>(ContainerFace.Namespace, name)) is not null) throw ContainerErrors.ServiceExists(name);
    }

    private async Task<T> CreateAsync<T>(ResourceKind kind, T resource, CancellationToken cancellationToken)
        where T : Resource =>
        (T)(await writer.CreateAsync(kind, ContainerFace.Namespace, resource, FieldManager.Server, dryRun: false, cancellationToken)).Resource;

    private async Task DeleteAsync(Resource resource, CancellationToken cancellationToken)
    {
        try
        {
            var exactly = new DeleteOptions { Preconditions = new Preconditions { Uid = resource.Metadata.Uid } };
            await writer.DeleteAsync(ResourceKind.Of(resource.GetType()), ResourceKey.Of(resource), exactly, dryRun: false, cancellationToken);
        }
        catch (StatusException e) when (e.IsNotFound || e.IsConflict)
        {
            // It went by itself, and perhaps another one of that name came.
        }
    }

    private static StatusException NotFound(string name) => ContainerErrors.Named(Status.NotFound(Pods, name), Pods, name);

    private static List<T> In<T>(CacheView view, ResourceKind kind) =>
        [.. view.Of(kind).In(ContainerFace.Namespace).Select(item => (T)(object)item.Resource)];
}
