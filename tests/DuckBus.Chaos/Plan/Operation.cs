namespace DuckBus.Chaos.Plan;

/// <summary>One thing that a client does.</summary>
/// <param name="At">When, since the start.</param>
/// <param name="Kind">What.</param>
/// <param name="Name">What was declared that it is about; empty where it is about any.</param>
/// <param name="Number">Replicas, which template, or which one of those that are there.</param>
public sealed record Operation(TimeSpan At, OperationKind Kind, string Name, int Number)
{
    /// <summary>In a sentence.</summary>
    public override string ToString() => Kind switch
    {
        OperationKind.Declare => $"{Name} is declared with {Number} replicas",
        OperationKind.Scale => $"{Name} is scaled to {Number}",
        OperationKind.Remove => $"{Name} is removed",
        OperationKind.DeletePod => "a pod is deleted",
        OperationKind.ReadLog => "the log of a pod is read",
        OperationKind.KillContainer => "a container, a sandbox or the gateway is killed in the engine",
        OperationKind.Intrude => "a container is run that nobody declared",
        OperationKind.DeclareDaemons => $"DaemonSet {Name} is declared with template {Number}",
        OperationKind.RollDaemons => $"DaemonSet {Name} gets template {Number}",
        OperationKind.RemoveDaemons => $"DaemonSet {Name} is removed",
        _ => "the Deployment gets a new template",
    };
}
