using DuckBus.Controllers.Garbage;

namespace DuckBus.Controllers.Tests.Garbage;

public sealed class SweepTests
{
    [Fact]
    public void The_newest_finished_pods_are_kept()
    {
        var pods = Enumerable.Range(0, 4).Select(i => A.Pod($"pod-{i}", phase: i == 3 ? "Running" : "Failed", created: A.Noon.AddMinutes(i))).ToList();
        Sweep.FinishedPods(pods, 1).Select(pod => pod.Metadata.Name).ShouldBe(["pod-1", "pod-0"]);
    }
}
