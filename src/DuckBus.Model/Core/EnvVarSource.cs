using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>EnvVarSource represents a source for the value of an EnvVar.</summary>
public sealed record EnvVarSource : Extensible
{
    /// <summary>Selects a key of a ConfigMap.</summary>
    public KeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>Selects a key of a Secret in the pod's namespace.</summary>
    public KeySelector? SecretKeyRef { get; init; }

    /// <summary>Selects a field of the pod.</summary>
    public ObjectFieldSelector? FieldRef { get; init; }
}
