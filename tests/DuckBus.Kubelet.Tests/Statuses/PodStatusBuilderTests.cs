using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Statuses;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Statuses;

public sealed class PodStatusBuilderTests
{
    private static readonly NodeFacts Facts = new("192.168.0.7", "192.168.0.7", "docker");

    [Theory]
    [InlineData("Always", 0, "Running")]
    [InlineData("OnFailure", 0, "Succeeded")]
    [InlineData("OnFailure", 1, "Running")]
    [InlineData("Never", 0, "Succeeded")]
    [InlineData("Never", 1, "Failed")]
    public void The_phase_follows_from_how_the_container_ended(string policy, int exitCode, string phase) =>
        Build(A.Pod(policy), A.State(A.Exited("nginx", exitCode))).Phase.ShouldBe(phase);

    [Fact]
    public void A_pod_is_pending_until_all_its_containers_were_started() =>
        Build(A.Pod("Always", "a", "b"), A.State(A.Running("a"))).Phase.ShouldBe("Pending");

    [Fact]
    public void A_pod_that_runs_says_where_and_since_when()
    {
        var status = Build(A.Pod(), A.State(A.Running("nginx")));
        status.Phase.ShouldBe("Running");
        status.PodIP.ShouldBe("10.1.0.2");
        status.PodIPs!.ShouldHaveSingleItem().Ip.ShouldBe("10.1.0.2");
        status.HostIP.ShouldBe("192.168.0.7");
        var container = status.ContainerStatuses!.ShouldHaveSingleItem();
        container.ContainerID.ShouldBe("docker://nginx-0");
        container.ImageID.ShouldBe("sha256:1");
        container.Ready.ShouldBeTrue();
        container.State!.Running!.StartedAt.ShouldBe(A.Noon);
        Condition(status, "Ready").Status.ShouldBe("True");
        Condition(status, "Initialized").Status.ShouldBe("True");
    }

    [Fact]
    public void A_crash_loop_says_how_long_it_waits_and_how_the_container_ended()
    {
        var state = A.State(A.Exited("nginx", 3, attempt: 2)).With("nginx", record => record with { Crashes = 3 });
        var status = Build(A.Pod(), state);
        status.Phase.ShouldBe("Running");
        var container = status.ContainerStatuses![0];
        container.RestartCount.ShouldBe(2);
        container.State!.Waiting!.Reason.ShouldBe("CrashLoopBackOff");
        container.State.Waiting.Message.ShouldBe("back-off 4s restarting failed container=nginx pod=web_default(uid-1)");
        container.LastState!.Terminated!.ExitCode.ShouldBe(3);
        Condition(status, "Ready").Message.ShouldBe("containers with unready status: [nginx]");
    }

    [Fact]
    public void A_restarted_container_tells_how_it_ended_before()
    {
        var container = Build(A.Pod(), A.State(A.Exited("nginx", 7), A.Running("nginx", attempt: 1))).ContainerStatuses![0];
        container.RestartCount.ShouldBe(1);
        container.State!.Running.ShouldNotBeNull();
        container.LastState!.Terminated!.ExitCode.ShouldBe(7);
        container.LastState.Terminated.Reason.ShouldBe("Error");
    }

    [Fact]
    public void An_image_that_cannot_be_pulled_speaks_with_the_words_of_the_engine()
    {
        var trouble = new Trouble(Trouble.ErrImagePull, "manifest unknown", 4, A.Noon, A.Noon.AddSeconds(8));
        var state = A.State().With("nginx", record => record with { Trouble = trouble });
        Waiting(Build(A.Pod(), state)).ShouldBe(("ErrImagePull", "manifest unknown"));
        Waiting(Build(A.Pod(), state, A.Noon.AddSeconds(2)))
            .ShouldBe(("ImagePullBackOff", "Back-off pulling image \"duck:1\": manifest unknown"));
    }

    [Fact]
    public void A_sandbox_that_cannot_be_started_says_why()
    {
        var state = new PodState
        {
            Since = A.Noon,
            SandboxTrouble = new Trouble(Trouble.SandboxError, "port is already allocated", 1, A.Noon, A.Noon.AddSeconds(1)),
        };
        Waiting(Build(A.Pod(), state)).ShouldBe(("ContainerCreating", "port is already allocated"));
    }

    [Fact]
    public void A_volume_that_is_missing_leaves_init_containers_at_the_start()
    {
        var pod = A.Pod();
        pod = pod with { Spec = pod.Spec with { InitContainers = [new Container { Name = "prepare", Image = "duck:1" }] } };
        var trouble = new Trouble(Trouble.MountError, "secret \"gone\" not found", 1, A.Noon, A.Noon.AddSeconds(1));
        var status = Build(pod, A.State().With("prepare", record => record with { Trouble = trouble }));
        status.InitContainerStatuses![0].State!.Waiting.ShouldNotBeNull().Reason.ShouldBe("PodInitializing");
        status.InitContainerStatuses![0].State!.Waiting!.Message.ShouldBe(trouble.Message);
    }

    [Theory]
    [InlineData(0, false, "Completed")]
    [InlineData(1, false, "Error")]
    [InlineData(137, true, "OOMKilled")]
    public void The_reason_of_an_end_is_the_one_of_kubernetes(int exitCode, bool oom, string reason) =>
        Build(A.Pod("Never"), A.State(A.Exited("nginx", exitCode) with { OomKilled = oom }))
            .ContainerStatuses![0].State!.Terminated!.Reason.ShouldBe(reason);

    [Fact]
    public void A_container_that_vanished_is_said_to_have_an_unknown_end()
    {
        var state = A.State(A.Running("nginx")).Observe([A.Sandbox()], "docker", A.Noon.AddSeconds(3));
        var end = Build(A.Pod("Never"), state).ContainerStatuses![0].State!.Terminated!;
        end.Reason.ShouldBe("ContainerStatusUnknown");
        end.ExitCode.ShouldBe(137);
        end.FinishedAt.ShouldBe(A.Noon.AddSeconds(3));
    }

    [Fact]
    public void A_pod_past_its_deadline_has_failed()
    {
        var pod = A.Pod();
        var status = Build(pod with { Spec = pod.Spec with { ActiveDeadlineSeconds = 5 } }, A.State(A.Running("nginx")), A.Noon.AddSeconds(5));
        (status.Phase, status.Reason).ShouldBe(("Failed", "DeadlineExceeded"));
    }

    [Fact]
    public void While_init_containers_run_the_others_wait_for_them()
    {
        var pod = A.Pod();
        pod = pod with { Spec = pod.Spec with { InitContainers = [new Container { Name = "prepare", Image = "duck:1" }] } };
        var status = Build(pod, A.State(A.Running("prepare")));
        status.Phase.ShouldBe("Pending");
        Waiting(status).Reason.ShouldBe("PodInitializing");
        Condition(status, "Initialized").Message.ShouldBe("containers with incomplete status: [prepare]");
        status.InitContainerStatuses![0].State!.Running.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_only_known_from_the_status_in_the_API_is_known_again_after_a_restart()
    {
        var state = A.State(A.Exited("nginx", 7), A.Running("nginx", attempt: 1));
        var again = PodState.From(Build(A.Pod(), state), A.Noon).Of("nginx");
        again.ShouldBe(state.Of("nginx") with { Here = false, Earlier = [], Health = new ContainerHealth { Started = true, Ready = true } }, new RecordComparer());
    }

    [Theory]
    [InlineData(null, "False", "corresponding condition of pod readiness gate \"lb\" does not exist.")]
    [InlineData("False", "False", "the status of pod readiness gate \"lb\" is not \"True\", but False")]
    [InlineData("True", "True", null)]
    public void A_readiness_gate_holds_the_pod_back_until_somebody_opens_it(string? gate, string ready, string? message)
    {
        var pod = A.Pod();
        pod = pod with
        {
            Spec = pod.Spec with { ReadinessGates = [new() { ConditionType = "lb" }] },
            Status = pod.Status with { Conditions = gate is null ? null : [new PodCondition { Type = "lb", Status = gate }] },
        };
        var status = Build(pod, A.State(A.Running("nginx")));
        (Condition(status, "Ready").Status, Condition(status, "Ready").Message).ShouldBe((ready, message));
        Condition(status, "ContainersReady").Status.ShouldBe("True");
    }

    private static PodStatus Build(Pod pod, PodState state, DateTimeOffset? now = null) =>
        PodStatusBuilder.Build(pod, state, Facts, A.Options, now ?? A.Noon);

    private static PodCondition Condition(PodStatus status, string type) => status.Conditions!.Single(condition => condition.Type == type);

    private static (string? Reason, string? Message) Waiting(PodStatus status) =>
        status.ContainerStatuses![0].State!.Waiting is { } waiting ? (waiting.Reason, waiting.Message) : default;

    private sealed class RecordComparer : IEqualityComparer<ContainerRecord>
    {
        public bool Equals(ContainerRecord? x, ContainerRecord? y) => x! with { Earlier = y!.Earlier } == y;

        public int GetHashCode(ContainerRecord obj) => obj.GetHashCode();
    }
}
