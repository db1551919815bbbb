using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>
/// ControllerRevision keeps a state that a controller's object once had, so that it can be brought back. Its data never
/// changes; its number does, when the state is taken up again.
/// </summary>
[Kind("apps", "v1", "controllerrevisions")]
public sealed record ControllerRevision : Resource
{
    /// <summary>The state: for a DaemonSet the patch that restores its template.</summary>
    [Proto(2)]
    public RawJson? Data { get; init; }

    /// <summary>Which of the states of its owner this is; the newest has the highest number.</summary>
    [Proto(3), Required]
    public long Revision { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
