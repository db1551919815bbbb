using DuckBus.Controllers.Nodes;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.Nodes;

public sealed class EvictionsTests
{
    private static double? DueAfter(long? tolerated, bool tolerates, string effect = "NoExecute")
    {
        var pod = A.Pod("web");
        if (tolerates)
            pod = pod with { Spec = pod.Spec with { Tolerations = [new Toleration { Key = NodeVerdict.Unreachable, Operator = "Exists", TolerationSeconds = tolerated }] } };
        var taint = new Taint { Key = NodeVerdict.Unreachable, Effect = effect, TimeAdded = A.Noon };
        return (Evictions.DueAt(pod, [taint], _ => TimeSpan.FromSeconds(7), A.Noon.AddHours(1)) - A.Noon)?.TotalSeconds;
    }

    [Fact]
    public void A_pod_that_says_nothing_has_the_default_time() => DueAfter(null, tolerates: false).ShouldBe(7);

    [Fact]
    public void A_pod_that_tolerates_the_taint_for_a_time_has_that_time() => DueAfter(300, tolerates: true).ShouldBe(300);

    [Fact]
    public void A_pod_that_tolerates_the_taint_for_ever_stays() => DueAfter(null, tolerates: true).ShouldBeNull();

    [Fact]
    public void Only_NoExecute_drives_pods_away() => DueAfter(null, tolerates: false, "NoSchedule").ShouldBeNull();
}
