using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodOS is the operating system that the containers need.</summary>
public sealed record PodOS : Extensible
{
    /// <summary>linux or windows.</summary>
    [Proto(1), Required, Values("linux", "windows"), NotActedOn("containers run on the node's operating system", Unless = "linux")]
    public string Name { get; init; } = "";
}
