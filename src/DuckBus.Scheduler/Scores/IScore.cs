using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>Says how well a pod sits on a node that it may run on. Pure: no clock, no client.</summary>
public interface IScore
{
    /// <summary>The more, the better. Only compared with the same score of other nodes.</summary>
    decimal Rate(Pod pod, NodeInfo node);
}
