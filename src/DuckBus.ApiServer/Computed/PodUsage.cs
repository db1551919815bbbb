using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Metrics;

namespace DuckBus.ApiServer.Computed;

/// <summary>What pods use: <c>kubectl top pods</c>.</summary>
internal sealed class PodUsage(ResourceReader reader, UsageClient kubelets) : UsageKind<PodMetrics, Pod>(reader)
{
    protected override string? NodeOf(Pod subject) => subject.Spec.NodeName;

    protected override async Task<IReadOnlyList<PodMetrics>> AskAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken) =>
        [.. (await kubelets.AskAsync<ResourceList<PodMetrics>>(nodes, "/usage/pods", cancellationToken)).SelectMany(list => list.Items)];
}
