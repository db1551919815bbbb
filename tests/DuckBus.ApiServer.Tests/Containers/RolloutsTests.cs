using DuckBus.ApiServer.Containers;
using DuckBus.Model.Apps;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tests.Containers;

public sealed class RolloutsTests
{
    [Theory]
    [InlineData(2, 1, 3, 3, 3, 3, "waiting for the change to be observed")]
    [InlineData(2, 2, 3, 4, 1, 3, "1 of 3 copies updated")]
    [InlineData(2, 2, 3, 4, 3, 3, "3 of 3 copies updated, 1 old to go")]
    [InlineData(2, 2, 3, 1, 1, 1, "1 of 3 copies made")]
    [InlineData(2, 2, 1, 3, 3, 3, "1 of 3 copies stay, 2 to go")]
    [InlineData(2, 2, 3, 3, 3, 2, "2 of 3 updated copies available")]
    [InlineData(2, 2, 3, 3, 3, 3, "complete")]
    [InlineData(1, 1, 0, 0, 0, 0, "complete")]
    public void The_words_tell_what_the_rollout_waits_for(int generation, int observed, int replicas, int all, int updated, int available, string expected) =>
        Rollouts.Of(Of(generation, observed, replicas, all, updated, available)).ShouldBe(expected);

    [Fact]
    public void A_rollout_that_is_stuck_says_why()
    {
        var stuck = Of(2, 2, 3, 4, 1, 3);
        stuck = stuck with
        {
            Status = stuck.Status with { Conditions = [new DeploymentCondition { Type = "Progressing", Status = "False", Message = "no progress for 600 s" }] },
        };
        Rollouts.Of(stuck).ShouldBe("stuck: 1 of 3 copies updated; no progress for 600 s");
        Rollouts.Of(stuck with { Spec = stuck.Spec with { Paused = true } }).ShouldBe("paused");
    }

    private static Deployment Of(int generation, int observed, int replicas, int all, int updated, int available) => new()
    {
        Metadata = new ObjectMeta { Generation = generation },
        Spec = new DeploymentSpec { Replicas = replicas },
        Status = new DeploymentStatus { ObservedGeneration = observed, Replicas = all, UpdatedReplicas = updated, AvailableReplicas = available },
    };
}
