using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>Kubernetes' quality of service class of a pod.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary>Guaranteed: every container has limits for both, and requests that equal them. BestEffort: none has any.</summary>
    public static string Of(PodSpec spec)
    {
        var containers = spec.Containers.Concat(spec.InitContainers ?? []).ToList();
        if (!containers.Any(HasAny)) return "BestEffort";
        return containers.All(HasAll) ? "Guaranteed" : "Burstable";
    }

    private static bool HasAny(Container container) =>
        Counted.Any(name => Amount(container.Resources?.Limits, name) > 0 || Amount(container.Resources?.Requests, name) > 0);

    private static bool HasAll(Container container) => Counted.All(name =>
        Amount(container.Resources?.Limits, name) is > 0 and var limit && Amount(container.Resources?.Requests, name) == limit);

    private static decimal Amount(IReadOnlyDictionary<string, Quantity>? amounts, string name) =>
        amounts is not null && amounts.TryGetValue(name, out var amount) ? amount.Value : 0;
}
