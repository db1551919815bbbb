using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Networking;

namespace DuckBus.ApiServer.Services;

/// <summary>The service that has an address or a node port, known by its uid. Pure.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its identity in time.</param>
internal sealed record Owner(string Namespace, string Name, string Uid)
{
    private const string UidAnnotation = "duckbus.io/owner-uid";

    public static Owner Of(Service service) => new(service.Metadata.Namespace!, service.Metadata.Name!, service.Metadata.Uid!);

    /// <summary>Who has an address or a node port.</summary>
    public static Owner? Of(Resource taken)
    {
        var parent = (taken as IPAddress)?.Spec.ParentRef ?? (taken as NodePort)?.Spec.ParentRef;
        return parent is null ? null : new Owner(parent.Namespace ?? "", parent.Name ?? "", taken.Metadata.Annotations?.GetValueOrDefault(UidAnnotation) ?? "");
    }

    /// <summary>The object that says so.</summary>
    public Resource Mark(ResourceKey key)
    {
        var metadata = new ObjectMeta { Name = key.Name, Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [UidAnnotation] = Uid } };
        var parent = new ParentReference { Resource = "services", Namespace = Namespace, Name = Name };
        return key.Kind == ResourceKind.Of<IPAddress>().Id
            ? new IPAddress { Metadata = metadata, Spec = new IPAddressSpec { ParentRef = parent } }
            : new NodePort { Metadata = metadata, Spec = new NodePortSpec { ParentRef = parent } };
    }
}
