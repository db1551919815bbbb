using System.Globalization;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>The downward API: requests and limits of a container as values. Pure.</summary>
internal static class ResourceField
{
    /// <summary>The value of a field such as <c>limits.cpu</c>, in units of the divisor, rounded up.</summary>
    /// <exception cref="ConfigException">There is no such resource.</exception>
    public static string Value(Container container, ResourceFieldSelector selector, MachineSize machine)
    {
        var (amounts, isLimit) = selector.Resource.Split('.') is ["limits", _] ? (container.Resources?.Limits, true) : (container.Resources?.Requests, false);
        var resource = selector.Resource[(selector.Resource.IndexOf('.') + 1)..];
        if (selector.Resource.Split('.') is not ["limits" or "requests", "cpu" or "memory" or "ephemeral-storage"])
            throw new ConfigException($"unsupported container resource: {selector.Resource}");
        var amount = amounts is not null && amounts.TryGetValue(resource, out var given) ? given.Value
            : !isLimit ? container.Resources?.Limits?.TryGetValue(resource, out var limit) == true ? limit.Value : 0
            : resource switch { "cpu" => machine.Cpus, "memory" => machine.MemoryBytes, _ => 0 };
        var divisor = selector.Divisor?.Value is { } unit and > 0 ? unit : 1;
        return decimal.Ceiling(amount / divisor).ToString("0", CultureInfo.InvariantCulture);
    }
}
