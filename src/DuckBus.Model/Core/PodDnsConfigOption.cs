using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodDNSConfigOption is an option of the resolver.</summary>
public sealed record PodDnsConfigOption : Extensible
{
    /// <summary>Name of the option, such as ndots.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>Its value, if it has one.</summary>
    [Proto(2)]
    public string? Value { get; init; }
}
