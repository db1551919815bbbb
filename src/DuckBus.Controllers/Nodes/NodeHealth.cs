namespace DuckBus.Controllers.Nodes;

/// <summary>What a node's lease tells.</summary>
public enum NodeHealth
{
    /// <summary>Not watched for long enough to say.</summary>
    Undecided = 0,

    /// <summary>The lease was renewed within the grace period.</summary>
    Alive = 1,

    /// <summary>The lease has stood still for longer than the grace period.</summary>
    Lost = 2,
}
