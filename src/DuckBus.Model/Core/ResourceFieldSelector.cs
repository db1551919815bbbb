using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>ResourceFieldSelector selects a request or limit of a container.</summary>
[Atomic]
public sealed record ResourceFieldSelector : Extensible
{
    /// <summary>The container; needed in volumes, in variables it is the container itself.</summary>
    [Proto(1)]
    public string? ContainerName { get; init; }

    /// <summary>Such as limits.cpu, limits.memory, requests.cpu or requests.memory.</summary>
    [Proto(2), Required]
    public string Resource { get; init; } = "";

    /// <summary>The unit to count in, such as 1Mi; 1 unless given. The result is rounded up.</summary>
    [Proto(3)]
    public Quantity? Divisor { get; init; }
}
