using DuckBus.Client.Queues;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>What a worker takes from its inbox.</summary>
/// <param name="Declared">The latest that was declared; null if the API never told of the pod.</param>
/// <param name="Gone">Whether the API has no such pod any more.</param>
/// <param name="Causes">Why; the first is the one that the span continues.</param>
/// <param name="Look">Whether the engine has to be looked at first.</param>
/// <param name="Interrupted">Fires when the pod is to go (sooner).</param>
internal sealed record Call(Pod? Declared, bool Gone, IReadOnlyList<Cause> Causes, bool Look, CancellationToken Interrupted);
