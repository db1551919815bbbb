namespace DuckBus.Kubelet.Probes;

/// <summary>What the checks of one probe have come to: a state machine whose only input is the next result.</summary>
/// <param name="Verdict">What counts; null until there were enough results of one kind in a row.</param>
/// <param name="Last">The latest result; null before the first.</param>
/// <param name="InARow">How often that came in a row.</param>
internal sealed record ProbeProgress(bool? Verdict = null, bool? Last = null, int InARow = 0)
{
    /// <summary>The progress after one more check.</summary>
    public ProbeProgress After(bool succeeded, ProbeSchedule schedule)
    {
        var inARow = Last == succeeded ? InARow + 1 : 1;
        var enough = inARow >= (succeeded ? schedule.SuccessThreshold : schedule.FailureThreshold);
        return new ProbeProgress(enough ? succeeded : Verdict, succeeded, inARow);
    }
}
