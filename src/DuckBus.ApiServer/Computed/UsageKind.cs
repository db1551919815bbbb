using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Computed;

/// <summary>A kind of <c>metrics.k8s.io</c>: what something uses now, named and labelled as the thing itself.</summary>
/// <typeparam name="TUsage">The kind.</typeparam>
/// <typeparam name="TSubject">What it is about; pods or nodes.</typeparam>
internal abstract class UsageKind<TUsage, TSubject>(ResourceReader reader) : ComputedKind
    where TUsage : Resource
    where TSubject : Resource
{
    public sealed override ResourceKind Kind { get; } = ResourceKind.Of<TUsage>();

    public sealed override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var query = ListQuery.Of(target, http.Request);
        var view = await reader.ViewAsync(version: null, http.RequestAborted);
        var subjects = view.Of(ResourceKind.Of<TSubject>()).In(target.Namespace.Length == 0 ? null : target.Namespace)
            .Where(subject => target.Name is null || subject.Key.Name == target.Name)
            .Where(query.Selection.Matches)
            .ToList();
        var nodes = subjects.Select(subject => NodeOf((TSubject)subject.Resource)).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(name => view.Find(ResourceKey.Of<Node>(null, name))?.Resource).OfType<Node>();
        var usage = (await AskAsync(nodes, http.RequestAborted)).ToLookup(one => Place(one.Metadata));
        var found = subjects
            .SelectMany(subject => usage[Place(subject.Resource.Metadata)].Where(one => IsOf(one, subject)).Take(1).Select(one => Name(one, subject)))
            .ToList();
        if (target.Name is null) await ListWriter.WriteAsync(http.Response, Kind, view.Revision, null, null, found);
        else await http.Response.WriteJsonAsync(200, found.FirstOrDefault()?.Json ?? throw new StatusException(Status.NotFound(Kind, target.Name)));
    }

    /// <summary>The node whose kubelet can tell; null if none can.</summary>
    protected abstract string? NodeOf(TSubject subject);

    /// <summary>Asks the kubelets.</summary>
    protected abstract Task<IReadOnlyList<TUsage>> AskAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken);

    private static (string?, string?) Place(ObjectMeta metadata) => (metadata.Namespace, metadata.Name);

    private static bool IsOf(TUsage usage, CachedObject subject) => usage.Metadata.Uid is null || usage.Metadata.Uid == subject.Uid;

    private CachedObject Name(TUsage usage, CachedObject subject)
    {
        var named = usage with
        {
            Metadata = new ObjectMeta
            {
                Name = subject.Key.Name,
                Namespace = subject.Resource.Metadata.Namespace,
                Labels = subject.Resource.Metadata.Labels,
                CreationTimestamp = subject.Resource.Metadata.CreationTimestamp,
            },
        };
        return new CachedObject(Kind, new ResourceKey(Kind.Id, subject.Key.Namespace, subject.Key.Name), subject.Uid, subject.Revision, ModelJson.Write(named));
    }
}
