using DuckBus.Client.Objects;
using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.Deployments;

public sealed class ProgressTests
{
    private readonly Deployment web = A.Deployment("web", 3);

    private static Deployment Paused(Deployment deployment, bool paused = true) => deployment with { Spec = deployment.Spec with { Paused = paused } };

    private static Deployment After(Deployment deployment, ReplicaSet? current, DateTimeOffset now, bool created = false, IReadOnlyList<ReplicaSet>? old = null) =>
        deployment with { Status = Progress.Told(deployment, DeploymentStatuses.Of(deployment, current, old ?? [], now), current, created, now) };

    private static DeploymentCondition? Told(Deployment deployment) => Conditions.Find(deployment.Status.Conditions, "Progressing");

    private static string Says(Deployment deployment) => Told(deployment) is { } told ? $"{told.Status} {told.Reason}: {told.Message}" : "";

    [Fact]
    public void A_rollout_is_told_from_its_start_to_its_end()
    {
        var deployment = After(web, A.ReplicaSet("web-1", 3, available: 0) with { Status = new ReplicaSetStatus() }, A.Noon, created: true);
        Says(deployment).ShouldBe("True NewReplicaSetCreated: Created new replica set \"web-1\"");
        deployment = After(deployment, A.ReplicaSet("web-1", 3, available: 1), A.Noon.AddSeconds(1));
        Says(deployment).ShouldBe("True ReplicaSetUpdated: ReplicaSet \"web-1\" is progressing.");
        deployment = After(deployment, A.ReplicaSet("web-1", 3), A.Noon.AddSeconds(2));
        Says(deployment).ShouldBe("True NewReplicaSetAvailable: ReplicaSet \"web-1\" has successfully progressed.");
        Told(deployment)!.LastTransitionTime.ShouldBe(A.Noon, "it was True all the time");
        Told(deployment)!.LastUpdateTime.ShouldBe(A.Noon.AddSeconds(2));
    }

    [Fact]
    public void A_replica_set_that_was_there_is_found()
    {
        var empty = A.ReplicaSet("web-1", 3, available: 0) with { Status = new ReplicaSetStatus() };
        Says(After(web, empty, A.Noon)).ShouldBe("True FoundNewReplicaSet: Found new replica set \"web-1\"");
    }

    [Fact]
    public void Without_progress_until_the_deadline_it_says_so()
    {
        var stuck = A.ReplicaSet("web-1", 3, available: 0);
        var deployment = After(web, stuck, A.Noon);
        Progress.DeadlineIn(deployment, A.Noon).ShouldBe(TimeSpan.FromSeconds(600));
        DeploymentStatuses.Same(After(deployment, stuck, A.Noon.AddSeconds(599)).Status, deployment.Status).ShouldBeTrue("nothing new to tell");
        deployment = After(deployment, stuck, A.Noon.AddSeconds(600));
        Says(deployment).ShouldBe("False ProgressDeadlineExceeded: ReplicaSet \"web-1\" has timed out progressing.");
        Progress.DeadlineIn(deployment, A.Noon.AddSeconds(600)).ShouldBeNull();
        Says(After(Paused(deployment), stuck, A.Noon.AddSeconds(601))).ShouldContain("ProgressDeadlineExceeded", Case.Sensitive, "a pause does not hide it");
        Says(After(deployment, A.ReplicaSet("web-1", 3, available: 1), A.Noon.AddSeconds(700))).ShouldContain("ReplicaSetUpdated");
    }

    [Fact]
    public void Another_template_is_not_blamed_for_the_one_that_was_stuck()
    {
        var stuck = A.ReplicaSet("web-2", 3, available: 0);
        var good = A.ReplicaSet("web-1", 1);
        var deployment = After(web, stuck, A.Noon, old: [good]);
        deployment = After(deployment, stuck, A.Noon.AddSeconds(600), old: [good]);
        Says(deployment).ShouldContain("ProgressDeadlineExceeded");
        deployment = After(deployment, good, A.Noon.AddSeconds(700), old: [stuck]);
        Says(deployment).ShouldBe("True FoundNewReplicaSet: Found new replica set \"web-1\"");
        Progress.DeadlineIn(deployment, A.Noon.AddSeconds(700)).ShouldBe(TimeSpan.FromSeconds(600));
    }

    [Fact]
    public void Progress_puts_the_deadline_off()
    {
        var deployment = After(web, A.ReplicaSet("web-1", 3, available: 0), A.Noon);
        var later = A.Noon.AddSeconds(599);
        deployment = After(deployment, A.ReplicaSet("web-1", 3, available: 1), later);
        Progress.DeadlineIn(deployment, later).ShouldBe(TimeSpan.FromSeconds(600));
    }

    [Fact]
    public void What_was_complete_and_loses_a_pod_never_times_out()
    {
        var deployment = After(web, A.ReplicaSet("web-1", 3), A.Noon);
        deployment = After(deployment, A.ReplicaSet("web-1", 3, available: 2), A.Noon.AddSeconds(1));
        Says(After(deployment, A.ReplicaSet("web-1", 3, available: 2), A.Noon.AddDays(1))).ShouldContain("NewReplicaSetAvailable");
    }

    [Fact]
    public void A_pause_stops_the_clock_and_resuming_starts_it()
    {
        var set = A.ReplicaSet("web-1", 3, available: 0);
        var deployment = Paused(After(web, set, A.Noon));
        deployment = After(deployment, set, A.Noon.AddSeconds(10));
        Says(deployment).ShouldBe("Unknown DeploymentPaused: Deployment is paused");
        Progress.DeadlineIn(deployment, A.Noon.AddSeconds(10)).ShouldBeNull();
        deployment = After(deployment, set, A.Noon.AddDays(1));
        Says(deployment).ShouldBe("Unknown DeploymentPaused: Deployment is paused");
        deployment = After(Paused(deployment, false), set, A.Noon.AddDays(1));
        Says(deployment).ShouldBe("Unknown DeploymentResumed: Deployment is resumed");
        Progress.DeadlineIn(deployment, A.Noon.AddDays(1)).ShouldBe(TimeSpan.FromSeconds(600));
    }

    [Fact]
    public void Without_a_deadline_nothing_is_told()
    {
        var patient = web with { Spec = web.Spec with { ProgressDeadlineSeconds = int.MaxValue } };
        Says(After(patient, A.ReplicaSet("web-1", 3), A.Noon)).ShouldBe("");
        Progress.DeadlineIn(patient, A.Noon).ShouldBeNull();
    }

    [Fact]
    public void A_replica_set_that_the_server_refuses_is_told_of()
    {
        var status = Progress.Refused(web, web.Status, "Failed to create new replica set \"web-1\": no", A.Noon);
        Says(web with { Status = status }).ShouldBe("False ReplicaSetCreateError: Failed to create new replica set \"web-1\": no");
    }
}
