using DuckBus.Client.Objects;
using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.Deployments;

public sealed class DeploymentStatusTests
{
    private static string? Reason(DeploymentStatus status, string type) => Conditions.Find(status.Conditions, type)?.Reason;

    [Fact]
    public void A_deployment_whose_pods_are_all_new_and_available_is_complete()
    {
        var status = DeploymentStatuses.Of(A.Deployment("web", 3), A.ReplicaSet("web-1", 3), [], A.Noon);
        (status.Replicas, status.UpdatedReplicas, status.AvailableReplicas, status.UnavailableReplicas, status.ObservedGeneration).ShouldBe((3, 3, 3, null, 1));
        (Reason(status, "Available"), Reason(status, "Progressing")).ShouldBe(("MinimumReplicasAvailable", "NewReplicaSetAvailable"));
    }

    [Fact]
    public void A_deployment_that_starts_is_progressing_and_not_available()
    {
        var status = DeploymentStatuses.Of(A.Deployment("web", 3), A.ReplicaSet("web-1", 3, available: 0), [], A.Noon);
        (Reason(status, "Available"), Reason(status, "Progressing")).ShouldBe(("MinimumReplicasUnavailable", "ReplicaSetUpdated"));
        status.UnavailableReplicas.ShouldBe(3);
    }

    [Fact]
    public void Without_progress_until_the_deadline_it_says_so()
    {
        var deployment = A.Deployment("web", 3);
        var set = A.ReplicaSet("web-1", 3, available: 0);
        deployment = deployment with { Status = DeploymentStatuses.Of(deployment, set, [], A.Noon) };
        DeploymentStatuses.DeadlineIn(deployment, A.Noon).ShouldBe(TimeSpan.FromSeconds(600));
        var before = DeploymentStatuses.Of(deployment, set, [], A.Noon.AddSeconds(599));
        DeploymentStatuses.Same(before, deployment.Status).ShouldBeTrue("nothing new to tell");
        Reason(DeploymentStatuses.Of(deployment, set, [], A.Noon.AddSeconds(600)), "Progressing").ShouldBe("ProgressDeadlineExceeded");
    }

    [Fact]
    public void Progress_puts_the_deadline_off()
    {
        var deployment = A.Deployment("web", 3);
        deployment = deployment with { Status = DeploymentStatuses.Of(deployment, A.ReplicaSet("web-1", 3, available: 0), [], A.Noon) };
        var later = A.Noon.AddSeconds(599);
        deployment = deployment with { Status = DeploymentStatuses.Of(deployment, A.ReplicaSet("web-1", 3, available: 1), [], later) };
        DeploymentStatuses.DeadlineIn(deployment, later).ShouldBe(TimeSpan.FromSeconds(600));
    }
}
