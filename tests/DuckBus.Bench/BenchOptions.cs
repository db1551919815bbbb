namespace DuckBus.Bench;

/// <summary>What a run is asked for.</summary>
/// <param name="Full">The long run: more rounds, and 5,000 and 10,000 hollow pods.</param>
/// <param name="Peers">Kubeconfigs of other clusters that go through the same script.</param>
/// <param name="Image">What their pods run.</param>
/// <param name="HollowPods">How many hollow pods, in turn.</param>
public sealed record BenchOptions(bool Full, IReadOnlyList<string> Peers, string Image, IReadOnlyList<int> HollowPods)
{
    /// <summary>A time that is three times as long in the long run.</summary>
    public TimeSpan Seconds(double quick) => TimeSpan.FromSeconds(Full ? 3 * quick : quick);
}
