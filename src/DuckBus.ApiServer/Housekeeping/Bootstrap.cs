using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Housekeeping;

/// <summary>What a new cluster starts with.</summary>
internal static class Bootstrap
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Makes sure of the namespaces that everybody expects, and of the service of the API. Another server may do the same at the same time.</summary>
    public static async Task RunAsync(WatchCache cache, ResourceWriter writer, Service kubernetes, CancellationToken cancellationToken)
    {
        foreach (var name in Namespaces) await EnsureAsync(cache, writer, "", new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        await EnsureAsync(cache, writer, "default", kubernetes, cancellationToken);
    }

    private static async Task EnsureAsync(WatchCache cache, ResourceWriter writer, string ns, Resource resource, CancellationToken cancellationToken)
    {
        var kind = ResourceKind.Of(resource.GetType());
        if (cache.View.Find(new ResourceKey(kind.Id, ns, resource.Metadata.Name!)) is not null) return;
        try
        {
            await writer.CreateAsync(kind, ns, resource, FieldManager.Server, dryRun: false, cancellationToken);
        }
        catch (StatusException e) when (e.IsAlreadyExists || (e.Code == 422 && resource is Service))
        {
            // Another server was faster, or somebody has the first address.
        }
    }
}
