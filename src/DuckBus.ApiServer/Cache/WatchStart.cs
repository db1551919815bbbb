namespace DuckBus.ApiServer.Cache;

/// <summary>Where a watch begins: the state at that moment, what it missed, and the queue of what comes.</summary>
/// <param name="View">The state at the moment when the queue was opened; the queue holds what comes after its revision.</param>
/// <param name="Missed">The changes between the revision asked for and the view; null if memory does not reach back so far.</param>
/// <param name="Watcher">What comes.</param>
internal sealed record WatchStart(CacheView View, IReadOnlyList<CachedChange>? Missed, Watcher Watcher);
