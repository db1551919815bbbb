using System.Text;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;

namespace DuckBus.Kubelet.Tests.Runtime;

/// <summary>Rights, names and views of a pod, as a process in it finds them.</summary>
public sealed class DockerRightsStories : IAsyncLifetime
{
    private readonly DockerNode docker = new();

    private TestNode Node => docker.Node;

    public ValueTask InitializeAsync() => docker.InitializeAsync();

    public ValueTask DisposeAsync() => docker.DisposeAsync();

    [Fact]
    public async Task A_process_finds_the_rights_and_names_that_its_pod_declares()
    {
        await Node.StartAsync(docker.Runtime);
        Node.Declare(spec: spec => spec with
        {
            Hostname = "duck",
            Subdomain = "pond",
            ShareProcessNamespace = true,
            HostAliases = [new HostAlias { Ip = "10.9.8.7", Hostnames = ["drake", "drake.pond"] }],
            DnsConfig = new PodDnsConfig { Nameservers = ["10.9.9.9"], Searches = ["pond.local"], Options = [new PodDnsConfigOption { Name = "ndots", Value = "3" }] },
            SecurityContext = new PodSecurityContext { SupplementalGroups = [4000], Sysctls = [new Sysctl { Name = "net.ipv4.ip_unprivileged_port_start", Value = "81" }] },
            Containers =
            [
                Duck("strict") with
                {
                    SecurityContext = new SecurityContext
                    {
                        RunAsUser = 1000, RunAsGroup = 3000, ReadOnlyRootFilesystem = true, AllowPrivilegeEscalation = false,
                        Capabilities = new Capabilities { Drop = ["ALL"] },
                    },
                },
                Duck("free") with { Command = ["sleep", "601"] },
                Duck("more") with { SecurityContext = new SecurityContext { Capabilities = new Capabilities { Drop = ["ALL"], Add = ["NET_ADMIN"] } } },
            ],
        });
        await Node.UntilRunningAsync();
        (await SayAsync("strict", "id; touch /x; grep -E 'CapBnd|NoNewPrivs' /proc/self/status; hostname; hostname -f; cat /etc/resolv.conf; grep drake /etc/hosts; ps; cat /proc/sys/net/ipv4/ip_unprivileged_port_start")).ShouldSatisfyAllConditions(
            said => said.ShouldMatch("uid=1000 gid=3000 groups=(3000,)?4000"),
            said => said.ShouldContain("Read-only file system"),
            said => said.ShouldContain("CapBnd:\t0000000000000000"),
            said => said.ShouldContain("NoNewPrivs:\t1"),
            said => said.ShouldContain("\nduck\n"),
            said => said.ShouldContain("duck.pond.default.svc.cluster.local"),
            said => said.ShouldContain("search pond.local"),
            said => said.ShouldContain("ndots:3"),
            said => said.ShouldContain("10.9.8.7\tdrake"),
            said => said.ShouldContain("sleep 601"),
            said => said.ShouldContain("\n81\n"));
        (await SayAsync("more", "grep CapBnd /proc/self/status")).ShouldContain("0000000000001000");

        // Process 1 of the pod is the sandbox, so it is the parent of whoever loses its own.
        (await SayAsync("free", """
            (sleep 0.1 & echo $! > /orphan); orphan=$(cat /orphan); tries=0
            while [ -d /proc/$orphan ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
            grep State /proc/$orphan/status || echo buried
            """)).ShouldContain("buried");
    }

    [Fact]
    public async Task A_container_that_must_not_be_root_and_would_be_waits_and_says_why()
    {
        await Node.StartAsync(docker.Runtime);
        Node.Declare(spec: spec => spec with { Containers = [Duck("strict") with { SecurityContext = new SecurityContext { RunAsNonRoot = true } }] });
        await Node.UntilAsync("it says why", () => Node.Container()?.State?.Waiting is { Reason: "CreateContainerConfigError", Message: { } why }
            && why.StartsWith("container has runAsNonRoot and image will run as root", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_takes_too_much_memory_is_OOMKilled()
    {
        await Node.StartAsync(docker.Runtime);
        Node.Declare(policy: "Never", spec: spec => spec with
        {
            Containers =
            [
                Duck("greedy") with
                {
                    Command = ["sh", "-c", "tail /dev/zero"],
                    Resources = new ResourceRequirements { Limits = new Dictionary<string, DuckBus.Model.Values.Quantity> { ["memory"] = DuckBus.Model.Values.Quantity.Parse("16Mi") } },
                },
            ],
        });
        await Node.UntilAsync("it is over", () => Node.Container()?.State?.Terminated is { Reason: "OOMKilled", ExitCode: 137 });
    }

    [Fact]
    public async Task The_hostname_is_the_full_name_where_the_pod_says_so()
    {
        await Node.StartAsync(docker.Runtime);
        Node.Declare(spec: spec => spec with { Hostname = "duck", Subdomain = "pond", SetHostnameAsFQDN = true, Containers = [Duck("c")] });
        await Node.UntilRunningAsync();
        (await SayAsync("c", "hostname")).ShouldBe("duck.pond.default.svc.cluster.local\n");
    }

    private static Container Duck(string name) => new() { Name = name, Image = DuckImage.Name, Command = ["sleep", "600"] };

    private async Task<string> SayAsync(string container, string script)
    {
        using var output = new MemoryStream();
        var id = Node.Pod()!.Status.ContainerStatuses!.Single(one => one.Name == container).ContainerID!["docker://".Length..];
        await docker.Runtime.ExecAsync(id, ["sh", "-c", script], new ContainerStreams { Stdout = output, Stderr = output }, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
