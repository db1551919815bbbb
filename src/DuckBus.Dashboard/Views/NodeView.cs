namespace DuckBus.Dashboard.Views;

/// <summary>A node as a box.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Look">The name of its look.</param>
/// <param name="Badge">A word for what is special about it; null if nothing is.</param>
/// <param name="Words">All of it in words.</param>
/// <param name="Lease">Its heartbeat; null while none was seen.</param>
/// <param name="Pods">What it runs.</param>
/// <param name="Intruders">The names of containers that nobody declared and that were just stopped.</param>
public sealed record NodeView(
    string Name, string Look, string? Badge, string Words, LeaseView? Lease, IReadOnlyList<PodView> Pods, IReadOnlyList<string> Intruders)
{
    /// <summary>Whether the cluster counts on it.</summary>
    public bool IsReady => Look != "silent";
}
