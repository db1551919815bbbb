using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>SleepAction waits.</summary>
public sealed record SleepAction : Extensible
{
    /// <summary>How many seconds.</summary>
    [Proto(1), Required]
    public long Seconds { get; init; }
}
