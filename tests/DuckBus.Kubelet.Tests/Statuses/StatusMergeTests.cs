using DuckBus.Kubelet.Statuses;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Statuses;

public sealed class StatusMergeTests
{
    private static readonly PodStatus Live = new()
    {
        Phase = "Pending",
        QosClass = "Burstable",
        StartTime = A.Noon,
        Conditions =
        [
            new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = A.Noon.AddMinutes(-1) },
            new PodCondition { Type = "Ready", Status = "False", LastTransitionTime = A.Noon },
            new PodCondition { Type = "example.com/gate", Status = "True" },
        ],
    };

    private static readonly PodStatus Own = PodStatusBuilder.Build(
        A.Pod(), A.State(A.Running("nginx")), new NodeFacts("h", "h", "docker"), A.Options, A.Noon.AddSeconds(9));

    [Fact]
    public void What_others_wrote_stays()
    {
        var merged = StatusMerge.Merge(Live, Own);
        merged.QosClass.ShouldBe("Burstable");
        merged.StartTime.ShouldBe(A.Noon);
        merged.Conditions!.Select(one => one.Type).ShouldContain("example.com/gate");
        merged.Conditions!.Single(one => one.Type == "PodScheduled").LastTransitionTime.ShouldBe(A.Noon.AddMinutes(-1));
    }

    [Fact]
    public void A_condition_keeps_its_time_until_it_changes()
    {
        var once = StatusMerge.Merge(Live, Own);
        once.Conditions!.Single(one => one.Type == "Ready").LastTransitionTime.ShouldBe(A.Noon.AddSeconds(9));
        var later = Own with { Conditions = [.. Own.Conditions!.Select(one => one with { LastTransitionTime = A.Noon.AddHours(1) })] };
        StatusMerge.Same(StatusMerge.Merge(once, later), once).ShouldBeTrue("nothing changed, so there is nothing to write");
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Succeeded")]
    public void A_final_phase_stays(string phase)
    {
        var merged = StatusMerge.Merge(Live with { Phase = phase, Reason = "Evicted" }, Own);
        (merged.Phase, merged.Reason).ShouldBe((phase, "Evicted"));
    }

    [Fact]
    public void A_restart_count_never_goes_down()
    {
        var live = Live with { ContainerStatuses = [new ContainerStatus { Name = "nginx", RestartCount = 8 }] };
        StatusMerge.Merge(live, Own).ContainerStatuses![0].RestartCount.ShouldBe(8);
    }
}
