using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class RightsTests
{
    [Fact]
    public void What_a_container_says_goes_before_what_its_pod_says()
    {
        var rights = Rights.Of(
            Pod(new PodSecurityContext { RunAsUser = 1, RunAsGroup = 2, FsGroup = 3, SupplementalGroups = [4, 3], SeccompProfile = new SeccompProfile { Type = "Unconfined" } }),
            Container(new SecurityContext { RunAsUser = 9, AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true }));
        (rights.User, rights.Group, rights.Unconfined, rights.NoNewPrivileges, rights.ReadOnlyRoot).ShouldBe((9L, 2L, true, true, true));
        rights.MoreGroups.ShouldBe([3, 4]);
    }

    [Fact]
    public void Who_must_not_be_root_and_would_be_is_refused()
    {
        Should.Throw<ConfigException>(() => Rights.Of(Pod(new PodSecurityContext { RunAsNonRoot = true }), Container(new SecurityContext { RunAsUser = 0 })))
            .Message.ShouldBe("container's runAsUser breaks non-root policy (pod: \"web_default(uid-1)\", container: c)");
        Rights.Of(Pod(new PodSecurityContext { RunAsNonRoot = true, RunAsUser = 0 }), Container(new SecurityContext { RunAsNonRoot = false })).User.ShouldBe(0);
    }

    [Theory]
    [InlineData(null, "image will run as root")]
    [InlineData("0:5", "image will run as root")]
    [InlineData("nginx", "image has non-numeric user (nginx), cannot verify user is non-root")]
    [InlineData("1000:1000", null)]
    public void The_user_of_the_image_counts_where_none_is_given(string? user, string? refusal)
    {
        void Check() => Rights.CheckImage(Pod(null), Container(null), user);
        if (refusal is null) Should.NotThrow(Check);
        else Should.Throw<ConfigException>(Check).Message.ShouldBe($"container has runAsNonRoot and {refusal} (pod: \"web_default(uid-1)\", container: c)");
    }

    [Fact]
    public void A_privileged_container_is_one_for_the_engine()
    {
        var spec = SpecBuilder.Container(Pod(null), Container(new SecurityContext { Privileged = true }) with { Image = "duck:1" }, 0, []);
        ContainerRequests.Container(spec, "box", "c", "n").HostConfig.Privileged.ShouldBe(true);
        ContainerRequests.Container(spec with { Rights = new() }, "box", "c", "n").HostConfig.Privileged.ShouldBeNull();
    }

    [Fact]
    public void What_is_hidden_in_proc_and_the_signal_to_end_are_as_the_container_says()
    {
        var container = Container(new SecurityContext { ProcMount = "Unmasked" }) with { Image = "duck:1", Lifecycle = new() { StopSignal = "SIGQUIT" } };
        var request = ContainerRequests.Container(SpecBuilder.Container(Pod(null), container, 0, []), "box", "c", "n");
        (request.StopSignal, request.HostConfig.MaskedPaths?.Count, request.HostConfig.ReadonlyPaths?.Count).ShouldBe(("SIGQUIT", 0, 0));
        request = ContainerRequests.Container(SpecBuilder.Container(Pod(null), Container(null), 0, []), "box", "c", "n");
        (request.StopSignal, request.HostConfig.MaskedPaths).ShouldBe((null, null));
    }

    [Fact]
    public void The_sandbox_has_no_rights_whatever_its_containers_have()
    {
        var pod = Pod(null);
        var spec = SpecBuilder.Sandbox(pod with { Spec = pod.Spec with { Containers = [Container(new SecurityContext { Privileged = true })] } }, new ClusterDns(null, "cluster.local", HostResolver.Empty));
        ContainerRequests.Sandbox(spec, "c", "n", "net", "pause").HostConfig.ShouldSatisfyAllConditions(
            host => host.CapDrop.ShouldBe(["ALL"]), host => host.CapAdd.ShouldBeNull(), host => host.Privileged.ShouldBeNull());
    }

    private static Container Container(SecurityContext? context) => new() { Name = "c", SecurityContext = context };

    private static Pod Pod(PodSecurityContext? context) => A.Pod() is var pod ? pod with { Spec = pod.Spec with { SecurityContext = context } } : null!;
}
