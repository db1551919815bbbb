using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>KeyToPath shows a key as a file.</summary>
public sealed record KeyToPath : Extensible
{
    /// <summary>The key.</summary>
    [Proto(1), Required]
    public string Key { get; init; } = "";

    /// <summary>Where the file is in the volume. Relative, without ..</summary>
    [Proto(2), Required]
    public string Path { get; init; } = "";

    /// <summary>Mode of the file, 0 to 0777 octal (511 in decimal); the volume's default unless given.</summary>
    [Proto(3)]
    public int? Mode { get; init; }
}
