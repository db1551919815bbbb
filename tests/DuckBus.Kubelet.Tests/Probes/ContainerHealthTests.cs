using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Tests.Probes;

public sealed class ContainerHealthTests
{
    private static readonly Probe Some = new() { TcpSocket = new TcpSocketAction() };

    [Theory]
    [InlineData(false, false, null, null, true, true)]
    [InlineData(false, true, null, null, true, false)]
    [InlineData(false, true, null, false, true, false)]
    [InlineData(false, true, null, true, true, true)]
    [InlineData(true, false, null, null, false, false)]
    [InlineData(true, false, true, null, true, true)]
    [InlineData(true, true, true, null, true, false)]
    [InlineData(true, true, null, true, false, false)]
    public void A_container_is_started_and_ready_as_its_probes_say(
        bool hasStartup, bool hasReadiness, bool? startedVerdict, bool? readyVerdict, bool started, bool ready)
    {
        var container = A.Pod().Spec.Containers[0] with { StartupProbe = hasStartup ? Some : null, ReadinessProbe = hasReadiness ? Some : null };
        var record = A.State(A.Running("nginx")).Of("nginx") with { Health = new ContainerHealth { Started = startedVerdict, Ready = readyVerdict } };
        ContainerHealth.HasStarted(container, record).ShouldBe(started);
        ContainerHealth.IsReady(container, record).ShouldBe(ready);
    }

    [Theory]
    [InlineData("Always", 7L, "Container nginx failed liveness probe, will be restarted", 7)]
    [InlineData("Always", null, "Container nginx failed liveness probe, will be restarted", 30)]
    [InlineData("Never", null, "Container nginx failed liveness probe", 30)]
    public void Only_the_container_that_a_probe_condemned_is_stopped(string policy, long? grace, string why, int seconds)
    {
        var pod = A.Pod(policy, "nginx", "other");
        pod = pod with
        {
            Spec = pod.Spec with
            {
                Containers = [pod.Spec.Containers[0] with { LivenessProbe = Some with { TerminationGracePeriodSeconds = grace } }, pod.Spec.Containers[1]],
            },
        };
        var state = A.State(A.Running("nginx"), A.Running("other"))
            .With("nginx", record => record with { Health = new ContainerHealth { Condemned = ProbeKind.Liveness } });
        PodPlan.Compute(pod, state, A.Options, A.Noon).Actions.ShouldHaveSingleItem()
            .ShouldBe(new PodAction.StopContainer("nginx", "nginx-0", TimeSpan.FromSeconds(seconds), why));
    }

    [Fact]
    public void A_condemned_container_has_failed_even_if_it_ended_well()
    {
        var state = A.State(A.Exited("nginx", 0)).With("nginx", record => record with { Health = new ContainerHealth { Condemned = ProbeKind.Liveness } });
        PodPlan.Compute(A.Pod("OnFailure"), state, A.Options, A.Noon).Actions.ShouldHaveSingleItem().ShouldBeOfType<PodAction.StartContainer>();
    }
}
