using DuckBus.Model.Kinds;

namespace DuckBus.Store;

/// <summary>One write that is asked of the store.</summary>
/// <param name="Type">Added must not find the object; Modified and Deleted must find it.</param>
/// <param name="Key">Which object.</param>
/// <param name="Uid">Its identity in time.</param>
/// <param name="ExpectedRevision">For Modified and Deleted: the revision that the writer saw. Ignored for Added.</param>
/// <param name="Body">The object as UTF-8 JSON without its resourceVersion; for a deletion the last state.</param>
/// <param name="TraceParent">The W3C trace context to record with the change.</param>
public sealed record StoreWrite(
    ChangeType Type, ResourceKey Key, string Uid, long ExpectedRevision, ReadOnlyMemory<byte> Body, string? TraceParent);
