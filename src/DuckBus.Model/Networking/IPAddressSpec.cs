using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Networking;

/// <summary>IPAddressSpec says who has an address.</summary>
public sealed record IPAddressSpec : Extensible
{
    /// <summary>The object that has the address.</summary>
    [Proto(1)]
    [Required]
    public ParentReference? ParentRef { get; init; }
}
