using DuckBus.Model.Kinds;

namespace DuckBus.Store;

/// <summary>The current state of one object.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Uid">Its identity in time.</param>
/// <param name="Revision">The revision of its latest change: its resourceVersion.</param>
/// <param name="Body">The object as UTF-8 JSON, without its resourceVersion.</param>
public sealed record StoredResource(ResourceKey Key, string Uid, long Revision, ReadOnlyMemory<byte> Body);
