using DuckBus.Model.Json;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Cache;

/// <summary>One change as watchers need it.</summary>
/// <param name="Revision">Its place in the log.</param>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change; for a deletion its last state. Its revision is the change's.</param>
/// <param name="Previous">The object before, where that is known: tells whether it enters or leaves a selection.</param>
internal sealed record CachedChange(long Revision, ChangeType Type, CachedObject Object, CachedObject? Previous)
{
    private CachedObject? lastSeen;

    /// <summary>
    /// The object as it was before, at the revision of the change: what a watch is told whose selection it leaves. Made once
    /// for all watches.
    /// </summary>
    public CachedObject LastSeen => lastSeen ??= Before(Previous ?? Object);

    private CachedObject Before(CachedObject last)
    {
        var body = ModelJson.Write(last.Resource with { Metadata = last.Resource.Metadata with { ResourceVersion = null } });
        return new CachedObject(last.Kind, last.Key, last.Uid, Revision, body);
    }
}
