using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Workloads;

/// <summary>Makes pods from templates.</summary>
public static class PodTemplates
{
    /// <summary>A new pod of its owner; the server gives it its name.</summary>
    public static Pod Instantiate(Resource owner, PodTemplateSpec template) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = owner.Metadata.Namespace,
            GenerateName = $"{owner.Metadata.Name}-",
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
            OwnerReferences = [Owners.ReferenceTo(owner)],
        },
        Spec = template.Spec,
    };
}
