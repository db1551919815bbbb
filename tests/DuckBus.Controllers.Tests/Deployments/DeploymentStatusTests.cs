using DuckBus.Client.Objects;
using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.Deployments;

public sealed class DeploymentStatusTests
{
    [Theory]
    [InlineData(3, "MinimumReplicasAvailable")]
    [InlineData(2, "MinimumReplicasUnavailable")]
    public void The_numbers_of_the_replica_sets_add_up(int available, string reason)
    {
        var status = DeploymentStatuses.Of(A.Deployment("web", 3), A.ReplicaSet("web-1", 2, available - 1), [A.ReplicaSet("web-0", 1)], A.Noon);
        (status.Replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas, status.UnavailableReplicas, status.ObservedGeneration)
            .ShouldBe((3, 2, available, available, available == 3 ? null : 1, 1));
        Conditions.Find(status.Conditions, "Available").ShouldNotBeNull().Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_deployment_is_complete_when_all_its_pods_are_new_and_available()
    {
        var spec = A.Deployment("web", 3).Spec;
        DeploymentStatuses.IsComplete(spec, new DeploymentStatus { Replicas = 3, UpdatedReplicas = 3, AvailableReplicas = 3 }).ShouldBeTrue();
        DeploymentStatuses.IsComplete(spec, new DeploymentStatus { Replicas = 4, UpdatedReplicas = 3, AvailableReplicas = 3 }).ShouldBeFalse("an old one is left");
        DeploymentStatuses.IsComplete(spec, new DeploymentStatus { Replicas = 3, UpdatedReplicas = 3, AvailableReplicas = 2 }).ShouldBeFalse("one is not available");
    }

    [Fact]
    public void Pods_that_cannot_be_created_are_told_of_and_forgotten()
    {
        var set = A.ReplicaSet("web-1", 3, available: 0);
        var failing = set with { Status = set.Status with { Conditions = [new ReplicaSetCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = "no room" }] } };
        var deployment = A.Deployment("web", 3);
        var status = DeploymentStatuses.Of(deployment, failing, [], A.Noon);
        var told = Conditions.Find(status.Conditions, "ReplicaFailure").ShouldNotBeNull();
        (told.Status, told.Reason, told.Message).ShouldBe(("True", "FailedCreate", "no room"));
        DeploymentStatuses.Same(DeploymentStatuses.Of(deployment with { Status = status }, failing, [], A.Noon.AddSeconds(9)), status).ShouldBeTrue("nothing new to tell");
        Conditions.Find(DeploymentStatuses.Of(deployment with { Status = status }, set, [], A.Noon).Conditions, "ReplicaFailure").ShouldBeNull();
    }

    [Fact]
    public void With_recreate_none_may_be_missing()
    {
        var deployment = A.Deployment("web", 4);
        deployment = deployment with { Spec = deployment.Spec with { Strategy = new DeploymentStrategy { Type = "Recreate" } } };
        var status = DeploymentStatuses.Of(deployment, A.ReplicaSet("web-1", 4, available: 3), [], A.Noon);
        Conditions.Find(status.Conditions, "Available").ShouldNotBeNull().Reason.ShouldBe("MinimumReplicasUnavailable");
    }
}
