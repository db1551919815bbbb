namespace DuckBus.Chaos.History;

/// <summary>What one watcher saw without a gap that it was told of, over all its connections.</summary>
/// <param name="Watcher">Who watched.</param>
/// <param name="Kind">What was watched.</param>
/// <param name="Namespace">Where; null for everywhere.</param>
/// <param name="From">The revision that the watch began after.</param>
/// <param name="To">The last revision that the watch knows of: a bookmark, too, promises that all before it was told.</param>
/// <param name="Revisions">The revisions in the order in which they came.</param>
public sealed record WatchHistory(string Watcher, string Kind, string? Namespace, long From, long To, IReadOnlyList<long> Revisions);
