using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>SeccompProfile says which system calls are allowed.</summary>
public sealed record SeccompProfile : Extensible
{
    /// <summary>Localhost, RuntimeDefault or Unconfined.</summary>
    [Proto(1), Required, Values("Localhost", "RuntimeDefault", "Unconfined")]
    public string Type { get; init; } = "";

    /// <summary>The profile's file on the node. Needed with Localhost, and only then.</summary>
    [Proto(2), NotActedOn("only RuntimeDefault and Unconfined are known; with Localhost the runtime uses its default")]
    public string? LocalhostProfile { get; init; }
}
