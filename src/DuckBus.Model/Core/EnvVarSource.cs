using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EnvVarSource represents a source for the value of an EnvVar.</summary>
public sealed record EnvVarSource : Extensible
{
    /// <summary>Selects a key of a ConfigMap.</summary>
    [Proto(3)]
    public KeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>Selects a key of a Secret in the pod's namespace.</summary>
    [Proto(4)]
    public KeySelector? SecretKeyRef { get; init; }

    /// <summary>Selects a field of the pod.</summary>
    [Proto(1)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Selects a request or limit of a container.</summary>
    [Proto(2)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }
}
