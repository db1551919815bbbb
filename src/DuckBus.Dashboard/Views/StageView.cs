namespace DuckBus.Dashboard.Views;

/// <summary>The whole page, ready to be drawn.</summary>
/// <param name="Clock">The time that it shows.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="NodesReady">How many of them are ready.</param>
/// <param name="Waiting">Pods that are on no node.</param>
/// <param name="PodsReady">How many pods are ready.</param>
/// <param name="PodsWanted">How many pods there are that should be.</param>
/// <param name="Workloads">What is declared.</param>
/// <param name="Bus">The bus.</param>
/// <param name="Feed">What happened, newest first.</param>
/// <param name="Size">How large squares are.</param>
/// <param name="Stale">Why what is shown may be wrong; null if it is not.</param>
/// <param name="Converged">Whether all is as declared.</param>
public sealed record StageView(
    string Clock, IReadOnlyList<NodeView> Nodes, int NodesReady, IReadOnlyList<PodView> Waiting, int PodsReady, int PodsWanted,
    IReadOnlyList<WorkloadView> Workloads, BusView Bus, IReadOnlyList<SentenceView> Feed, Layout Size, string? Stale, bool Converged);
