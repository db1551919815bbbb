using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>SELinuxOptions is an SELinux label.</summary>
public sealed record SeLinuxOptions : Extensible
{
    /// <summary>The user.</summary>
    [Proto(1)]
    public string? User { get; init; }

    /// <summary>The role.</summary>
    [Proto(2)]
    public string? Role { get; init; }

    /// <summary>The type.</summary>
    [Proto(3)]
    public string? Type { get; init; }

    /// <summary>The level.</summary>
    [Proto(4)]
    public string? Level { get; init; }
}
