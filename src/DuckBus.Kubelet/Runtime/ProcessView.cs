namespace DuckBus.Kubelet.Runtime;

/// <summary>Which processes a container sees.</summary>
public enum ProcessView
{
    /// <summary>Its own.</summary>
    Own = 0,

    /// <summary>Those of all containers of the pod.</summary>
    Pod = 1,

    /// <summary>Those of the machine.</summary>
    Host = 2,
}
