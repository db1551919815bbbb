using System.Globalization;

namespace DuckBus.Chaos.Faults;

/// <summary>How much of what a fault does again and again was taken, and how much was refused.</summary>
public sealed class Tally
{
    private int taken;
    private int refused;
    private string why = "";

    /// <summary>Whether anything was taken: else nothing was broken.</summary>
    public bool TookEffect => taken > 0;

    /// <summary>Counts what was taken.</summary>
    public void Taken(int count) => taken += count;

    /// <summary>Counts what was not, or not for sure.</summary>
    public void Refused(int count, string reason)
    {
        refused += count;
        if (why.Length == 0) why = reason;
    }

    /// <summary>In a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{taken} taken, {refused} not{(why.Length == 0 ? "" : $", first: {why}")}");
}
