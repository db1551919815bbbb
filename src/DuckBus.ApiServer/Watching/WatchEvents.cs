using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Selectors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Watching;

/// <summary>What a change means to a watch: an object that enters its selection is added, one that leaves it is deleted. Pure.</summary>
internal static class WatchEvents
{
    /// <summary>The event, or null if the change does not concern the selection.</summary>
    public static (ChangeType Type, CachedObject Object)? Of(CachedChange change, Selection selection)
    {
        if (selection.IsEverything) return (change.Type, change.Object);
        var matches = change.Type != ChangeType.Deleted && selection.Matches(change.Object);
        var matched = change.Type != ChangeType.Added
            && (change.Previous is { } previous ? selection.Matches(previous) : selection.Matches(change.Object));
        return (matched, matches) switch
        {
            (false, true) => (ChangeType.Added, change.Object),
            (true, true) => (ChangeType.Modified, change.Object),
            (true, false) => (ChangeType.Deleted, change.Type == ChangeType.Deleted ? change.Object : change.LastSeen),
            _ => null,
        };
    }
}
