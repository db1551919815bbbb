using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>The services that a change of a pod concerns.</summary>
internal static class SelectingServices
{
    public static IEnumerable<ObjectName> Of(InformerChange<Pod> change, ICache<Service> services)
    {
        var (before, after) = (change.Old, change.New);
        var matters = before is null || after is null || EndpointSelection.Differ(before, after);
        return services.List(change.Latest.Metadata.Namespace)
            .Where(service =>
            {
                var was = before is not null && EndpointSelection.Selects(service, before.Metadata.Labels);
                var isNow = after is not null && EndpointSelection.Selects(service, after.Metadata.Labels);
                return matters ? was || isNow : was != isNow;
            })
            .Select(ObjectName.Of);
    }
}
