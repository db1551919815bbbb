namespace DuckBus.Chaos.Plan;

/// <summary>What a client does.</summary>
public enum OperationKind
{
    /// <summary>Declares a container with a number of replicas.</summary>
    Declare,

    /// <summary>Gives it another number of replicas.</summary>
    Scale,

    /// <summary>Removes it.</summary>
    Remove,

    /// <summary>Deletes one of the pods.</summary>
    DeletePod,

    /// <summary>Kills a running container of a pod, its sandbox or the gateway in the engine.</summary>
    KillContainer,

    /// <summary>Runs a container that nobody declared.</summary>
    Intrude,

    /// <summary>Changes the template of the Deployment.</summary>
    Roll,

    /// <summary>Declares a DaemonSet.</summary>
    DeclareDaemons,

    /// <summary>Gives it another template.</summary>
    RollDaemons,

    /// <summary>Removes it.</summary>
    RemoveDaemons,

    /// <summary>Reads what a container of one of the pods said, which an API server gets from the kubelet and that from the engine.</summary>
    ReadLog,
}
