using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>DownwardAPIVolumeFile is a file with the value of one field. Exactly one of fieldRef and resourceFieldRef is given.</summary>
public sealed record DownwardApiVolumeFile : Extensible
{
    /// <summary>Where the file is in the volume. Relative, without ..</summary>
    [Proto(1), Required]
    public string Path { get; init; } = "";

    /// <summary>A field of the pod: its name, namespace, uid, labels or annotations.</summary>
    [Proto(2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>A request or limit of a container.</summary>
    [Proto(3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Mode of the file, 0 to 0777 octal (511 in decimal); the volume's default unless given.</summary>
    [Proto(4)]
    public int? Mode { get; init; }
}
