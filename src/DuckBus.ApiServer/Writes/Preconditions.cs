using System.ComponentModel;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Writes;

/// <summary>What must hold for a deletion to be done.</summary>
[Description("What must hold for an object to be deleted.")]
internal sealed record Preconditions : Extensible
{
    [Description("The uid that the object must have.")]
    [Proto(1)]
    public string? Uid { get; init; }

    [Description("The resourceVersion that the object must have.")]
    [Proto(2)]
    public string? ResourceVersion { get; init; }
}
