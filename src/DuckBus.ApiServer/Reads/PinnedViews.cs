using DuckBus.ApiServer.Cache;

namespace DuckBus.ApiServer.Reads;

/// <summary>States that lists are being paged through: all pages of a list come from one. The latest few are kept.</summary>
internal sealed class PinnedViews
{
    private const int Kept = 32;

    private readonly Lock gate = new();
    private readonly List<CacheView> views = [];

    public void Pin(CacheView view)
    {
        lock (gate)
        {
            views.RemoveAll(other => other.Revision == view.Revision);
            if (views.Count == Kept) views.RemoveAt(0);
            views.Add(view);
        }
    }

    public CacheView? Find(long revision)
    {
        lock (gate) return views.Find(view => view.Revision == revision);
    }
}
