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

    /// <summary>Makes sure of the namespaces that everybody expects. Another server may do the same at the same time.</summary>
    public static async Task RunAsync(WatchCache cache, ResourceWriter writer, CancellationToken cancellationToken)
    {
        var kind = ResourceKind.Of<Namespace>();
        foreach (var name in Namespaces.Where(name => cache.View.Find(ResourceKey.Of<Namespace>(null, name)) is null))
        {
            try
            {
                await writer.CreateAsync(kind, "", new Namespace { Metadata = new ObjectMeta { Name = name } }, FieldManager.Server, dryRun: false, cancellationToken);
            }
            catch (StatusException e) when (e.IsAlreadyExists)
            {
                // Another server was faster.
            }
        }
    }
}
