namespace DuckBus.Client.Queues;

/// <summary>
/// Lets pauses of many loops end together, as the kernel's timer slack does: a machine that is woken up four times a second
/// rests better than one that is woken up forty times.
/// </summary>
public static class Beat
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(250);

    /// <summary>The pause, or up to half a beat more or less, so that it ends on a beat of this machine's clock. A short one is left as it is.</summary>
    public static TimeSpan Align(TimeSpan pause, TimeProvider time)
    {
        if (pause < 2 * Length) return pause;
        var now = time.GetElapsedTime(0);
        var beats = Math.Round((now + pause) / Length);
        return (beats * Length) - now;
    }
}
