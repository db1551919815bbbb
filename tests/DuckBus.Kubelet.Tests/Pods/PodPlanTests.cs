using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class PodPlanTests
{
    private static readonly PodState New = new() { Since = A.Noon };

    [Fact]
    public void A_new_pod_gets_its_sandbox_and_all_its_containers() =>
        Plan(A.Pod("Always", "web", "sidecar"), New).ShouldBe("sandbox, start web 0, start sidecar 0");

    [Fact]
    public void A_pod_that_runs_is_left_alone() => Plan(A.Pod(), A.State(A.Running("nginx"))).ShouldBe("");

    [Fact]
    public void A_container_that_is_missing_beside_others_is_started() =>
        Plan(A.Pod("Always", "web", "sidecar"), A.State(A.Running("web"))).ShouldBe("start sidecar 0");

    [Fact]
    public void An_ephemeral_container_is_started_once_beside_the_others_and_never_again()
    {
        var pod = A.Pod();
        pod = pod with { Spec = pod.Spec with { EphemeralContainers = [new EphemeralContainer { Name = "debugger", Image = "duck:1" }] } };
        Plan(pod, New).ShouldBe("sandbox, start nginx 0");
        Plan(pod, A.State(A.Running("nginx"))).ShouldBe("start debugger 0");
        Plan(pod, A.State(A.Running("nginx"), A.Running("debugger"))).ShouldBe("");
        Plan(pod, A.State(A.Running("nginx"), A.Exited("debugger", 1))).ShouldBe("");
    }

    [Theory]
    [InlineData("Always", 0, "start nginx 1")]
    [InlineData("Always", 1, "start nginx 1")]
    [InlineData("OnFailure", 0, "stop sandbox box")]
    [InlineData("OnFailure", 1, "start nginx 1")]
    [InlineData("Never", 0, "stop sandbox box")]
    [InlineData("Never", 1, "stop sandbox box")]
    public void The_restart_policy_decides_about_a_container_that_ended(string policy, int exitCode, string plan) =>
        Plan(A.Pod(policy), A.State(A.Exited("nginx", exitCode))).ShouldBe(plan);

    [Fact]
    public void One_that_ended_well_stays_ended_while_its_neighbour_runs() =>
        Plan(A.Pod("OnFailure", "a", "b"), A.State(A.Exited("a", 0), A.Running("b"))).ShouldBe("");

    [Theory]
    [InlineData(0, 0.0, "start nginx 1")]
    [InlineData(1, 0.5, "", 1.0)]
    [InlineData(1, 1.0, "start nginx 1")]
    [InlineData(4, 7.9, "", 8.0)]
    [InlineData(4, 8.0, "start nginx 1")]
    public void A_crashing_container_waits_for_its_back_off(int crashes, double after, string plan, double wakeAfter = -1)
    {
        var state = A.State(A.Exited("nginx", 1)).With("nginx", record => record with { Crashes = crashes });
        var computed = PodPlan.Compute(A.Pod(), state, A.Options, A.Noon.AddSeconds(after));
        Text(computed).ShouldBe(plan);
        computed.WakeAt.ShouldBe(wakeAfter < 0 ? null : A.Noon.AddSeconds(wakeAfter));
    }

    [Fact]
    public void After_a_long_run_the_back_off_starts_anew()
    {
        var state = A.State(A.Exited("nginx", 1, ran: TimeSpan.FromMinutes(10))).With("nginx", record => record with { Crashes = 7 });
        var start = PodPlan.Compute(A.Pod(), state, A.Options, A.Noon).Actions.ShouldHaveSingleItem()
            .ShouldBeOfType<PodAction.StartContainer>();
        start.Crashes.ShouldBe(1);
    }

    [Fact]
    public void Only_the_attempt_before_is_kept_for_its_output() =>
        Plan(A.Pod(), A.State(A.Exited("nginx", 1), A.Exited("nginx", 1, attempt: 1))).ShouldBe("remove nginx-0, start nginx 2");

    [Fact]
    public void A_container_that_was_created_and_never_started_is_made_anew() =>
        Plan(A.Pod(), A.State(A.Created("nginx", attempt: 3))).ShouldBe("remove nginx-3, start nginx 3");

    [Fact]
    public void A_container_that_somebody_removed_is_restarted()
    {
        var state = A.State(A.Running("nginx", attempt: 2)).Observe([A.Sandbox()], "docker", A.Noon);
        Plan(A.Pod(), state).ShouldBe("start nginx 3");
    }

    [Fact]
    public void A_container_that_somebody_removed_is_not_mistaken_for_the_attempt_before()
    {
        var state = A.State(A.Exited("nginx", 1), A.Running("nginx", attempt: 1)).Observe([A.Sandbox(A.Exited("nginx", 1))], "docker", A.Noon);
        Plan(A.Pod(), state).ShouldBe("remove nginx-0, start nginx 2");
    }

    [Fact]
    public void A_dead_sandbox_is_replaced_with_all_its_containers()
    {
        var state = A.State(A.Running("web"), A.Running("sidecar"))
            .Observe([A.Sandbox(A.Running("web"), A.Running("sidecar")) with { Running = false }], "docker", A.Noon);
        Plan(A.Pod("Always", "web", "sidecar"), state).ShouldBe("remove sandbox box, sandbox, start web 1, start sidecar 1");
    }

    [Fact]
    public void A_sandbox_that_somebody_removed_is_replaced_with_all_its_containers() =>
        Plan(A.Pod(), A.State(A.Running("nginx")).Observe([], "docker", A.Noon)).ShouldBe("sandbox, start nginx 1");

    [Fact]
    public void A_container_that_may_not_restart_is_over_when_its_sandbox_dies() =>
        Plan(A.Pod("Never"), A.State(A.Running("nginx")).Observe([], "docker", A.Noon)).ShouldBe("");

    [Fact]
    public void A_second_sandbox_of_the_pod_is_removed()
    {
        var state = New.Observe([A.Sandbox(A.Running("nginx")), A.Sandbox() with { Id = "old", Running = false }], "docker", A.Noon);
        Plan(A.Pod(), state).ShouldBe("remove sandbox old");
    }

    [Fact]
    public void A_new_image_restarts_that_container_only()
    {
        var pod = A.Pod("Always", "web", "sidecar");
        pod = pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Image = "duck:2" }, pod.Spec.Containers[1]] } };
        Plan(pod, A.State(A.Running("web"), A.Running("sidecar"))).ShouldBe("stop web, start web 1");
    }

    [Fact]
    public void What_could_not_be_started_is_tried_again_when_its_time_has_come()
    {
        var trouble = new Trouble(Trouble.ErrImagePull, "no", 3, A.Noon, A.Noon.AddSeconds(4));
        var state = A.State().With("nginx", record => record with { Trouble = trouble });
        PodPlan.Compute(A.Pod(), state, A.Options, A.Noon).WakeAt.ShouldBe(A.Noon.AddSeconds(1), "then the status says ImagePullBackOff");
        PodPlan.Compute(A.Pod(), state, A.Options, A.Noon.AddSeconds(1)).WakeAt.ShouldBe(A.Noon.AddSeconds(4));
        Text(PodPlan.Compute(A.Pod(), state, A.Options, A.Noon.AddSeconds(3))).ShouldBe("");
        Text(PodPlan.Compute(A.Pod(), state, A.Options, A.Noon.AddSeconds(4))).ShouldBe("start nginx 0");
    }

    [Fact]
    public void A_pod_past_its_deadline_is_stopped()
    {
        var pod = A.Pod();
        pod = pod with { Spec = pod.Spec with { ActiveDeadlineSeconds = 5 } };
        PodPlan.Compute(pod, A.State(A.Running("nginx")), A.Options, A.Noon).WakeAt.ShouldBe(A.Noon.AddSeconds(5));
        Text(PodPlan.Compute(pod, A.State(A.Running("nginx")), A.Options, A.Noon.AddSeconds(5))).ShouldBe("stop nginx, stop sandbox box");
    }

    [Fact]
    public void Init_containers_run_one_after_the_other_before_all_others()
    {
        var pod = WithInit(A.Pod("Always", "web"), "first", "second");
        Plan(pod, New).ShouldBe("sandbox, start first 0");
        Plan(pod, A.State(A.Running("first"))).ShouldBe("");
        Plan(pod, A.State(A.Exited("first", 1))).ShouldBe("start first 1");
        Plan(pod, A.State(A.Exited("first", 0))).ShouldBe("start second 0");
        Plan(pod, A.State(A.Exited("first", 0), A.Exited("second", 0))).ShouldBe("start web 0");
        Plan(pod, A.State(A.Running("web"))).ShouldBe("", "the remains of the init containers do not matter any more");
    }

    [Fact]
    public void Init_containers_run_again_in_a_new_sandbox()
    {
        var pod = WithInit(A.Pod("Always", "web"), "first", "second");
        var dead = A.State(A.Exited("first", 0), A.Exited("second", 0), A.Running("web")).Observe([], "docker", A.Noon);
        Plan(pod, dead).ShouldBe("sandbox, start first 1");
        var fresh = dead.Observe([A.Sandbox(A.Exited("first", 0, 1)) with { Id = "new" }], "docker", A.Noon);
        Plan(pod, fresh).ShouldBe("start second 1");
        var through = fresh.Observe([A.Sandbox(A.Exited("first", 0, 1), A.Exited("second", 0, 1)) with { Id = "new" }], "docker", A.Noon);
        Plan(pod, through).ShouldBe("start web 1");
    }

    [Fact]
    public void A_pod_whose_init_container_failed_for_good_is_over() =>
        Plan(WithInit(A.Pod("Never", "web"), "first"), A.State(A.Exited("first", 1))).ShouldBe("stop sandbox box");

    [Fact]
    public void A_pod_to_go_leaves_the_services_before_it_is_stopped_and_removed() =>
        Text(PodPlan.Kill(A.Pod(), A.State(A.Running("web"), A.Exited("done", 0)), TimeSpan.FromSeconds(9))).ShouldBe("leave 10.1.0.2, stop web, remove sandbox box");

    [Fact]
    public void A_pod_to_go_that_serves_nobody_or_has_no_time_does_not_wait_for_the_services()
    {
        Text(PodPlan.Kill(A.Pod(), A.State(A.Exited("done", 0)), TimeSpan.FromSeconds(9))).ShouldBe("remove sandbox box");
        Text(PodPlan.Kill(A.Pod(), A.State(A.Running("web")), TimeSpan.Zero)).ShouldBe("stop web, remove sandbox box");
        Text(PodPlan.Kill(A.Pod(), A.State(A.Running("web")) with { Ip = null }, TimeSpan.FromSeconds(9))).ShouldBe("stop web, remove sandbox box");
    }

    [Theory]
    [InlineData(30, 12, 12)]
    [InlineData(30, -3, 0)]
    [InlineData(30, 99, 30)]
    [InlineData(0, 0, 0)]
    public void The_grace_period_counts_from_the_deletion(long grace, double endsIn, double left)
    {
        var pod = A.Pod();
        pod = pod with
        {
            Metadata = pod.Metadata with { DeletionGracePeriodSeconds = grace, DeletionTimestamp = A.Noon.AddSeconds(endsIn) },
        };
        PodPlan.GraceLeft(pod, A.Noon).TotalSeconds.ShouldBe(left);
    }

    private static Pod WithInit(Pod pod, params string[] names) => pod with
    {
        Spec = pod.Spec with { InitContainers = [.. names.Select(name => new Container { Name = name, Image = "duck:1" })] },
    };

    private static string Plan(Pod pod, PodState state) => Text(PodPlan.Compute(pod, state, A.Options, A.Noon));

    private static string Text(PodPlan plan) => string.Join(", ", plan.Actions.Select(action => action switch
    {
        PodAction.CreateSandbox => "sandbox",
        PodAction.LeaveServices leave => $"leave {leave.Ip}",
        PodAction.StartContainer start => $"start {start.Name} {start.Attempt}",
        PodAction.StopContainer stop => $"stop {stop.Name}",
        PodAction.StopSandbox stop => $"stop sandbox {stop.Id}",
        PodAction.RemoveContainer remove => $"remove {remove.Id}",
        PodAction.RemoveSandbox remove => $"remove sandbox {remove.Id}",
        _ => action.ToString(),
    }));
}
