using DuckBus.Model.Kinds;

namespace DuckBus.Store;

/// <summary>One entry of the change log.</summary>
/// <param name="Revision">Its place in the log, strictly increasing in commit order.</param>
/// <param name="Type">What happened to the object.</param>
/// <param name="Key">Which object.</param>
/// <param name="Uid">Its identity in time.</param>
/// <param name="Body">The object after the change as UTF-8 JSON without its resourceVersion; for a deletion the last state.</param>
/// <param name="TraceParent">The W3C trace context of the request that made the change, if it had one.</param>
/// <param name="At">When it was committed.</param>
public sealed record StoredChange(
    long Revision, ChangeType Type, ResourceKey Key, string Uid, ReadOnlyMemory<byte> Body, string? TraceParent, DateTimeOffset At);
