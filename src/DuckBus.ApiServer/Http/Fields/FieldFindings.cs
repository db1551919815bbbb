using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http.Fields;

/// <summary>What a scan finds about the fields of a body, each with its path.</summary>
internal sealed class FieldFindings
{
    /// <summary>More than this nobody reads; Kubernetes stops there, too.</summary>
    private const int Limit = 100;

    private readonly List<string> mistakes = [];
    private readonly List<string> unknown = [];
    private readonly List<UnusedField> unused = [];

    /// <summary>Fields that the kind does not have, and fields given twice, in Kubernetes' words.</summary>
    public IReadOnlyList<string> Mistakes => mistakes;

    /// <summary>The paths of the fields that the kind does not have.</summary>
    public IReadOnlyList<string> UnknownFields => unknown;

    /// <summary>Fields that are set and that DuckBus does not act on.</summary>
    public IReadOnlyList<UnusedField> Unused => unused;

    /// <summary>Whether some field is given twice.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>The kind has no such field.</summary>
    public void Unknown(string path)
    {
        if (unknown.Count < Limit) unknown.Add(path);
        Add($"unknown field \"{path}\"");
    }

    /// <summary>The field is given twice.</summary>
    public void Duplicate(string path)
    {
        HasDuplicates = true;
        Add($"duplicate field \"{path}\"");
    }

    /// <summary>The field is set and not acted on.</summary>
    public void NotActedOn(string path, NotActedOnAttribute rule, ReadOnlySpan<byte> value)
    {
        if (unused.Count >= Limit || unused.Exists(field => path.StartsWith(field.Path + ".", StringComparison.Ordinal))) return;
        var hash = default(HashCode);
        hash.AddBytes(value);
        unused.Add(new UnusedField(path, rule.Instead, hash.ToHashCode()));
    }

    private void Add(string mistake)
    {
        if (mistakes.Count < Limit && !mistakes.Contains(mistake)) mistakes.Add(mistake);
    }
}
