using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>Capabilities are kernel rights to add and to drop.</summary>
public sealed record Capabilities : Extensible
{
    /// <summary>Those to add, such as NET_ADMIN.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Those to drop; ALL drops all.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? Drop { get; init; }
}
