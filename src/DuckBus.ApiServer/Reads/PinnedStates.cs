using DuckBus.ApiServer.Cache;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Reads;

/// <summary>States that lists are being paged through: all pages of a list come from one. The latest few are kept.</summary>
internal sealed class PinnedStates
{
    private const int Kept = 32;

    private readonly Lock gate = new();
    private readonly List<(ResourceKind Kind, KindState State)> states = [];

    public void Pin(ResourceKind kind, KindState state)
    {
        lock (gate)
        {
            states.RemoveAll(other => other.Kind == kind && other.State.Revision == state.Revision);
            if (states.Count == Kept) states.RemoveAt(0);
            states.Add((kind, state));
        }
    }

    public KindObjects? Find(ResourceKind kind, long revision)
    {
        lock (gate) return states.Find(other => other.Kind == kind && other.State.Revision == revision).State.Objects;
    }
}
