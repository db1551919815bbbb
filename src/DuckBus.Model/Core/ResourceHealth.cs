using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ResourceHealth is the health of one device.</summary>
public sealed record ResourceHealth : Extensible
{
    /// <summary>The device.</summary>
    [Proto(1), Required]
    public string ResourceID { get; init; } = "";

    /// <summary>Healthy, Unhealthy or Unknown.</summary>
    [Proto(2)]
    public string? Health { get; init; }
}
