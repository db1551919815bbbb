namespace DuckBus.Kubelet.Runtime;

/// <summary>Where a container is in its life.</summary>
public enum ContainerLife
{
    /// <summary>Created and never started.</summary>
    Created = 0,

    /// <summary>Running.</summary>
    Running = 1,

    /// <summary>Over.</summary>
    Exited = 2,
}
