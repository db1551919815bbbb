using DuckBus.Plain;

namespace DuckBus.Monolith;

/// <summary>A container that somebody declared.</summary>
/// <param name="request">What was declared.</param>
/// <param name="uid">Its identity in time.</param>
/// <param name="revision">The revision of its latest change.</param>
/// <param name="node">Where it is to run; null until it is scheduled.</param>
public sealed class Declared(PlainRequest request, string uid, long revision, string? node)
{
    /// <summary>What was declared.</summary>
    public PlainRequest Request => request;

    /// <summary>The name.</summary>
    public string Name => request.Name!;

    /// <summary>Its identity in time.</summary>
    public string Uid => uid;

    /// <summary>The revision of its latest change.</summary>
    public long Revision { get; internal set; } = revision;

    /// <summary>Where it is to run; null until it is scheduled.</summary>
    public string? Node { get; internal set; } = node;
}
