namespace DuckBus.Chaos.History;

/// <summary>What must not be, and was.</summary>
/// <param name="What">As a sentence.</param>
/// <param name="Stands">
/// Whether it is wrong whatever else went wrong in the run itself: a write that was acknowledged and is lost is lost. A cluster that
/// did not converge while the run left something broken is not.
/// </param>
public sealed record Violation(string What, bool Stands)
{
    /// <inheritdoc />
    public override string ToString() => What;
}
