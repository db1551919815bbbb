namespace DuckBus.Store.Embedded;

/// <summary>Where the embedded store keeps its files.</summary>
/// <param name="Directory">The data directory; created if it is not there. One process may have it open.</param>
public sealed record EmbeddedStoreOptions(string Directory)
{
    /// <summary>The journal is rewritten when it has at least this many bytes, and twice as many as after the last rewrite.</summary>
    public long CheckpointBytes { get; init; } = 16 * 1024 * 1024;
}
