using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>HostAlias is a line of the pod's /etc/hosts.</summary>
public sealed record HostAlias : Extensible
{
    /// <summary>The address.</summary>
    [Proto(1), Required]
    public string Ip { get; init; } = "";

    /// <summary>The names.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? Hostnames { get; init; }
}
