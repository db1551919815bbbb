namespace DuckBus.Client.Queues;

/// <summary>The causes that came together while a key waited: each once, and not more than a span can link to.</summary>
internal sealed class Causes(Cause first)
{
    private const int Limit = 32;
    private readonly List<Cause> all = [first];

    public void Join(Cause cause)
    {
        if (all.Count < Limit && !all.Contains(cause)) all.Add(cause);
    }

    public IReadOnlyList<Cause> ToList() => all;
}
