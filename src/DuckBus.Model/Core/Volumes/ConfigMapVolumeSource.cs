using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ConfigMapVolumeSource shows the keys of a ConfigMap as files.</summary>
public sealed record ConfigMapVolumeSource : Extensible
{
    /// <summary>Name of the ConfigMap, in the pod's namespace.</summary>
    [Proto(1, 1)]
    public string Name { get; init; } = "";

    /// <summary>The keys to show, and where; all of them, under their own names, unless given.</summary>
    [Proto(2)]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>Mode of the files, 0 to 0777 octal (511 in decimal, as JSON needs it); 0644 unless given.</summary>
    [Proto(3), Default(420)]
    public int? DefaultMode { get; init; }

    /// <summary>Whether the ConfigMap or its keys may be missing.</summary>
    [Proto(4)]
    public bool? Optional { get; init; }
}
