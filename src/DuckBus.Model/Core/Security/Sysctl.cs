using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>Sysctl is a kernel parameter.</summary>
public sealed record Sysctl : Extensible
{
    /// <summary>Name of the parameter.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Its value.</summary>
    [Proto(2), Required]
    public string Value { get; init; } = "";
}
