using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Statuses;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class SidecarTests
{
    private static readonly PodState New = new() { Since = A.Noon };

    // prepare runs to its end, proxy and log are sidecars; proxy has a startup probe.
    private static Pod Pod(string policy = "Always")
    {
        var pod = A.Pod(policy, "web");
        return pod with
        {
            Spec = pod.Spec with
            {
                InitContainers =
                [
                    new Container { Name = "proxy", Image = "duck:1", RestartPolicy = "Always", StartupProbe = new Probe { TcpSocket = new() } },
                    new Container { Name = "prepare", Image = "duck:1" },
                    new Container { Name = "log", Image = "duck:1", RestartPolicy = "Always" },
                ],
            },
        };
    }

    private static PodState Started(PodState state) => state.With("proxy", record => record with { Health = new ContainerHealth { Started = true } });

    [Fact]
    public void A_sidecar_holds_the_others_up_until_it_has_started_and_no_longer()
    {
        Plan(Pod(), New).ShouldBe("sandbox, start proxy 0");
        Plan(Pod(), A.State(A.Running("proxy"))).ShouldBe("", "its startup probe has not succeeded yet");
        Plan(Pod(), Started(A.State(A.Running("proxy")))).ShouldBe("start prepare 0");
        Plan(Pod(), Started(A.State(A.Running("proxy"), A.Exited("prepare", 0)))).ShouldBe("start log 0");
        Plan(Pod(), Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Running("log")))).ShouldBe("start web 0");
        Plan(Pod(), Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Running("log"), A.Running("web")))).ShouldBe("");
    }

    [Theory]
    [InlineData("Always")]
    [InlineData("OnFailure")]
    [InlineData("Never")]
    public void A_sidecar_is_restarted_whatever_the_policy_of_the_pod(string policy)
    {
        var running = Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Exited("log", 0), A.Running("web")));
        Plan(Pod(policy), running).ShouldBe("start log 1");
        var condemned = running.With("log", _ => new ContainerRecord("log").Observe([A.Running("log", 1)], true, "docker", A.Noon))
            .With("proxy", record => record with { Health = new ContainerHealth { Started = true, Condemned = ProbeKind.Liveness } });
        Plan(Pod(policy), condemned).ShouldBe("stop proxy");
        PodRules.Phase(Pod(policy), running).ShouldBe("Running", "a sidecar that fails does not fail the pod");
    }

    [Fact]
    public void One_that_crashes_while_the_pod_is_prepared_comes_first_again() =>
        Plan(Pod(), A.State(A.Exited("proxy", 1), A.Exited("prepare", 0))).ShouldBe("start proxy 1");

    [Fact]
    public void When_the_others_are_through_sidecars_are_stopped_in_the_reverse_order()
    {
        var done = Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Running("log"), A.Exited("web", 0)));
        PodRules.Phase(Pod("Never"), done).ShouldBe("Succeeded");
        Turns(PodPlan.Compute(Pod("Never"), done, A.Options, A.Noon)).ShouldBe("1 log, 2 proxy");
        Plan(Pod(), done).ShouldBe("start web 1");
        var running = Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Running("log"), A.Running("web")));
        Turns(PodPlan.Kill(Pod(), running, TimeSpan.FromSeconds(9))).ShouldBe("0 web, 1 log, 2 proxy");
    }

    [Fact]
    public void The_status_counts_sidecars_as_containers_that_have_to_be_ready()
    {
        var facts = new NodeFacts("192.168.0.7", "192.168.0.7", "docker");
        PodStatus Status(PodState state) => PodStatusBuilder.Build(Pod(), state, facts, A.Options, A.Noon);
        PodCondition Condition(PodStatus status, string type) => status.Conditions!.Single(one => one.Type == type);

        var starting = Status(A.State(A.Running("proxy")));
        Condition(starting, "Initialized").Message.ShouldBe("containers with incomplete status: [proxy prepare log]");
        starting.InitContainerStatuses![0].Started.ShouldBe(false);

        var running = Status(Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Running("log"), A.Running("web"))));
        (Condition(running, "Initialized").Status, Condition(running, "Ready").Status).ShouldBe(("True", "True"));
        running.InitContainerStatuses!.Select(one => one.Ready).ShouldBe([true, true, true]);

        var without = Status(Started(A.State(A.Running("proxy"), A.Exited("prepare", 0), A.Exited("log", 1), A.Running("web"))));
        (without.Phase, Condition(without, "Initialized").Status, Condition(without, "Ready").Message)
            .ShouldBe(("Running", "True", "containers with unready status: [log]"));
    }

    private static string Plan(Pod pod, PodState state) => string.Join(", ", PodPlan.Compute(pod, state, A.Options, A.Noon).Actions.Select(action => action switch
    {
        PodAction.CreateSandbox => "sandbox",
        PodAction.StartContainer start => $"start {start.Name} {start.Attempt}",
        PodAction.StopContainer stop => $"stop {stop.Name}",
        _ => action.ToString(),
    }));

    private static string Turns(PodPlan plan) => string.Join(", ", plan.Actions.OfType<PodAction.StopContainer>().OrderBy(stop => stop.Turn).Select(stop => $"{stop.Turn} {stop.Name}"));
}
