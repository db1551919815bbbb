using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Networking;

/// <summary>NodePortSpec says who has a port of the nodes.</summary>
public sealed record NodePortSpec : Extensible
{
    /// <summary>The object that has the port.</summary>
    [Proto(1)]
    [Required]
    public ParentReference? ParentRef { get; init; }
}
