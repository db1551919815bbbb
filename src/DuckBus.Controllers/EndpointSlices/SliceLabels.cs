using DuckBus.Model.Core;
using DuckBus.Model.Discovery;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>The labels by which slices are found, as Kubernetes has them. Pure.</summary>
public static class SliceLabels
{
    /// <summary>The service that a slice belongs to.</summary>
    public const string ServiceName = EndpointSlice.ServiceNameLabel;

    /// <summary>Who keeps a slice.</summary>
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    /// <summary>Who keeps an Endpoints object.</summary>
    public const string EndpointsManagedBy = "endpoints.kubernetes.io/managed-by";

    /// <summary>Is there, and empty, on what belongs to a headless service.</summary>
    public const string Headless = "service.kubernetes.io/headless";

    /// <summary>An Endpoints object with this label, <c>true</c>, is not mirrored.</summary>
    public const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";

    /// <summary>The labels of a service's slices: those of the service, whose it is, and who keeps it.</summary>
    public static IReadOnlyDictionary<string, string> Of(Service service, string manager)
    {
        var labels = Copy(service.Metadata.Labels);
        if (service.Spec.ClusterIP == "None") labels[Headless] = "";
        labels[ServiceName] = service.Metadata.Name!;
        labels[ManagedBy] = manager;
        return labels;
    }

    /// <summary>The labels of the slices that mirror an Endpoints object.</summary>
    public static IReadOnlyDictionary<string, string> Of(Endpoints endpoints, string manager)
    {
        var labels = Copy(endpoints.Metadata.Labels);
        labels[ServiceName] = endpoints.Metadata.Name!;
        labels[ManagedBy] = manager;
        return labels;
    }

    /// <summary>The labels of a service's Endpoints object.</summary>
    public static IReadOnlyDictionary<string, string> OfEndpoints(Service service, string manager)
    {
        var labels = Copy(service.Metadata.Labels);
        if (service.Spec.ClusterIP == "None") labels[Headless] = "";
        labels[EndpointsManagedBy] = manager;
        return labels;
    }

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? labels)
    {
        var copy = new Dictionary<string, string>(labels ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var own in new[] { Headless, ServiceName, ManagedBy, EndpointsManagedBy }) copy.Remove(own);
        return copy;
    }
}
