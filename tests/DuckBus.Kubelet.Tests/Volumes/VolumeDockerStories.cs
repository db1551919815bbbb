using System.Text;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Volumes;

/// <summary>Volumes of every kind, on a real Docker engine.</summary>
public sealed class VolumeDockerStories : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly DockerNode docker = new();

    private TestNode Node => docker.Node;

    public ValueTask InitializeAsync() => docker.InitializeAsync();

    public ValueTask DisposeAsync() => docker.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_ConfigMap_reaches_the_file_in_the_container_and_a_subPath_keeps_what_it_has()
    {
        Put(("greeting", "hello"), ("old", "x"));
        await Node.StartAsync(docker.Runtime);
        Declare(
            [new VolumeMount { Name = "config", MountPath = "/config" }, new VolumeMount { Name = "config", MountPath = "/one/greeting", SubPath = "greeting" }],
            new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = "app" } });
        await Node.UntilRunningAsync();
        (await SayAsync("cat /config/greeting /one/greeting; ls /config; touch /config/x")).ShouldContain("hellohello");
        (await SayAsync("touch /config/x")).ShouldContain("Read-only");
        Put(("greeting", "quack"), ("new", "y"));
        await Eventually.Async("the file follows", Soon, async () => await SayAsync("cat /config/greeting; ls /config") == "quackgreeting\nnew\n");
        (await SayAsync("cat /one/greeting")).ShouldBe("hello");
        Put(("greeting", "quack quack"));
        await Eventually.Async("also the second time", Soon, async () => await SayAsync("cat /config/greeting; ls /config") == "quack quackgreeting\n");
        Node.Container()!.RestartCount.ShouldBe(0);
    }

    [Fact]
    public async Task No_reader_ever_misses_a_file_while_it_is_changed()
    {
        Put(("n", "0\n"));
        await Node.StartAsync(docker.Runtime);
        Declare([new VolumeMount { Name = "config", MountPath = "/config" }], new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = "app" } },
            "while :; do read x < /config/n || echo missed; done");
        await Node.UntilRunningAsync();
        for (var n = 1; n <= 5; n++)
        {
            Put(("n", n.ToString() + "\n"));
            var expected = $"{n}\n";
            await Eventually.Async($"version {n} is there", Soon, async () => await SayAsync("cat /config/n") == expected);
        }

        var lines = new List<LogLine>();
        await foreach (var line in docker.Runtime.LogsAsync(Id(), new LogOptions(), CancellationToken.None)) lines.Add(line);
        lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_not_root_can_write_where_it_may_and_read_what_is_for_its_group()
    {
        Node.Api.Put(new Secret { Metadata = new ObjectMeta { Namespace = "default", Name = "login" }, Data = new Dictionary<string, string> { ["p"] = Convert.ToBase64String("quack"u8) } });
        await Node.StartAsync(docker.Runtime);
        Node.Declare(spec: spec => spec with
        {
            SecurityContext = new PodSecurityContext { RunAsUser = 1000, RunAsGroup = 3000, FsGroup = 2000 },
            Containers =
            [
                Duck("first") with { VolumeMounts = [new VolumeMount { Name = "shared", MountPath = "/shared" }, new VolumeMount { Name = "memory", MountPath = "/memory" }, new VolumeMount { Name = "secret", MountPath = "/secret" }] },
                Duck("second") with { VolumeMounts = [new VolumeMount { Name = "shared", MountPath = "/data" }] },
            ],
            Volumes =
            [
                new Volume { Name = "shared", EmptyDir = new EmptyDirVolumeSource() },
                new Volume { Name = "memory", EmptyDir = new EmptyDirVolumeSource { Medium = "Memory", SizeLimit = Quantity.Parse("1Mi") } },
                new Volume { Name = "secret", Secret = new SecretVolumeSource { SecretName = "login", DefaultMode = 0x100 } },
            ],
        });
        await Node.UntilRunningAsync();
        (await SayAsync("id; echo from-first > /shared/x; echo small > /memory/x; cat /secret/p; ls -ln /shared/x")).ShouldMatch(
            @"uid=1000 gid=3000 groups=(3000,)?2000(.|\n)*quack-rw-r--r-- +1 1000 +2000");
        (await SayAsync("cat /data/x", "second")).ShouldBe("from-first\n");
        (await SayAsync("mount | grep -E '/memory|/secret'")).Split('\n').Count(line => line.Contains("tmpfs", StringComparison.Ordinal)).ShouldBe(2);
        (await SayAsync("dd if=/dev/zero of=/memory/big bs=1M count=2")).ShouldContain("No space left");
        Node.Api.Delete("default", "web", grace: 0);
        await Node.UntilAsync("it is gone", () => Node.Pod() is null);
        (await docker.VolumesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pod_waits_for_what_its_volumes_show_and_emptyDir_survives_a_restart()
    {
        await Node.StartAsync(docker.Runtime);
        Declare([new VolumeMount { Name = "config", MountPath = "/config" }, new VolumeMount { Name = "empty", MountPath = "/empty" }],
            [new Volume { Name = "config", ConfigMap = new ConfigMapVolumeSource { Name = "app" } }, new Volume { Name = "empty" }], "sleep 600");
        await Node.UntilAsync("it says what is missing", () => Node.Container()?.State?.Waiting is
        { Reason: "ContainerCreating", Message: "MountVolume.SetUp failed for volume \"config\" : configmap \"app\" not found" });
        Put(("a", "1"));
        await Node.UntilRunningAsync();
        await SayAsync("echo kept > /empty/x");
        await docker.Runtime.StopContainerAsync(Id(), TimeSpan.Zero, CancellationToken.None);
        await Node.UntilAsync("it runs again", () => Node.Container() is { Ready: true, RestartCount: 1 });
        (await SayAsync("cat /empty/x /config/a")).ShouldBe("kept\n1");
    }

    private static Container Duck(string name) => new() { Name = name, Image = DuckImage.Name, Command = ["sleep", "600"] };

    private void Declare(VolumeMount[] mounts, Volume volume, string script = "sleep 600") => Declare(mounts, [volume], script);

    private void Declare(VolumeMount[] mounts, Volume[] volumes, string script) => Node.Declare(spec: spec => spec with
    {
        Containers = [Duck("first") with { Command = ["sh", "-c", script], VolumeMounts = mounts }],
        Volumes = volumes,
    });

    private void Put(params (string Key, string Value)[] data) => Node.Api.Put(new ConfigMap
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "app" },
        Data = data.ToDictionary(one => one.Key, one => one.Value),
    });

    private string Id(string container = "first") =>
        Node.Pod()!.Status.ContainerStatuses!.Single(one => one.Name == container).ContainerID!["docker://".Length..];

    private async Task<string> SayAsync(string script, string container = "first")
    {
        using var output = new MemoryStream();
        await docker.Runtime.ExecAsync(Id(container), ["sh", "-c", script], new ContainerStreams { Stdout = output, Stderr = output }, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
