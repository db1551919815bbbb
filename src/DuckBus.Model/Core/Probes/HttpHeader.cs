using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>HttpHeader is a header to send with a request.</summary>
public sealed record HttpHeader : Extensible
{
    /// <summary>The name of the header.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The value of the header.</summary>
    [Proto(2), Required]
    public string Value { get; init; } = "";
}
