using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Core;
using DuckBus.Model.Metrics;

namespace DuckBus.ApiServer.Computed;

/// <summary>What nodes use: <c>kubectl top nodes</c>.</summary>
internal sealed class NodeUsage(ResourceReader reader, UsageClient kubelets) : UsageKind<NodeMetrics, Node>(reader)
{
    protected override string? NodeOf(Node subject) => subject.Metadata.Name;

    protected override Task<IReadOnlyList<NodeMetrics>> AskAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken) =>
        kubelets.AskAsync<NodeMetrics>(nodes, "/usage/node", cancellationToken);
}
