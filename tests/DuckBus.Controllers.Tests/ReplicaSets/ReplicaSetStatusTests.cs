using DuckBus.Controllers.ReplicaSets;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.ReplicaSets;

public sealed class ReplicaSetStatusTests
{
    [Fact]
    public void The_status_counts_pods_that_are_there_ready_and_available()
    {
        var set = A.ReplicaSet("web", 3);
        set = set with { Spec = set.Spec with { MinReadySeconds = 10 }, Metadata = set.Metadata with { Generation = 7 } };
        var now = A.Noon.AddSeconds(30);
        var pods = new[] { A.Pod("old"), A.Pod("fresh", readySince: now.AddSeconds(-4)), A.Pod("starting", ready: false) };
        var status = ReplicaSetStatuses.Of(set, pods, 2, null, now);
        (status.Replicas, status.ReadyReplicas, status.AvailableReplicas, status.FullyLabeledReplicas, status.ObservedGeneration)
            .ShouldBe((3, 2, 1, 3, 7));
        status.TerminatingReplicas.ShouldBe(2);
        Availability.NextIn(pods, 10, now).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void A_failure_is_told_and_taken_back()
    {
        var set = A.ReplicaSet("web", 1);
        var failed = ReplicaSetStatuses.Of(set, [], 0, new ReplicaSetCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate" }, A.Noon);
        failed.Conditions.ShouldNotBeNull().ShouldHaveSingleItem().LastTransitionTime.ShouldBe(A.Noon);
        ReplicaSetStatuses.Of(set with { Status = failed }, [], 0, null, A.Noon).Conditions.ShouldBeNull();
    }
}
