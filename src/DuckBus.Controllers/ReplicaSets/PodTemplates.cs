using DuckBus.Client.Objects;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>Makes pods from templates.</summary>
public static class PodTemplates
{
    /// <summary>A new pod of the ReplicaSet; the server gives it its name.</summary>
    public static Pod Instantiate(ReplicaSet set) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = set.Metadata.Namespace,
            GenerateName = $"{set.Metadata.Name}-",
            Labels = set.Spec.Template.Metadata.Labels,
            Annotations = set.Spec.Template.Metadata.Annotations,
            Finalizers = set.Spec.Template.Metadata.Finalizers,
            OwnerReferences = [Owners.ReferenceTo(set)],
        },
        Spec = set.Spec.Template.Spec,
    };
}
