using DuckBus.Controllers.Garbage;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.Garbage;

public sealed class SweepTests
{
    [Fact]
    public void Events_go_when_their_last_occurrence_is_too_old()
    {
        var old = new Event { FirstTimestamp = A.Noon.AddHours(-3), LastTimestamp = A.Noon.AddHours(-2) };
        var repeated = new Event { FirstTimestamp = A.Noon.AddHours(-3), LastTimestamp = A.Noon.AddMinutes(-2) };
        Sweep.OldEvents([old, repeated, new Event()], TimeSpan.FromHours(1), A.Noon).ShouldBe([old]);
    }

    [Fact]
    public void The_newest_finished_pods_are_kept()
    {
        var pods = Enumerable.Range(0, 4).Select(i => A.Pod($"pod-{i}", phase: i == 3 ? "Running" : "Failed", created: A.Noon.AddMinutes(i))).ToList();
        Sweep.FinishedPods(pods, 1).Select(pod => pod.Metadata.Name).ShouldBe(["pod-1", "pod-0"]);
    }
}
