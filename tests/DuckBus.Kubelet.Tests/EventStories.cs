using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Tests;

public sealed class EventStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_start_is_told_in_the_words_of_Kubernetes()
    {
        await node.StartAsync();
        node.Declare(spec: spec => spec with { InitContainers = [new Container { Name = "side", Image = "duck:1", RestartPolicy = "Always" }] });
        await node.UntilRunningAsync();
        await UntilToldAsync("Pod", "Pulled", "Container image \"duck:1\" already present on machine", "spec.containers{nginx}");
        await UntilToldAsync("Pod", "Created", "Created container: nginx", "spec.containers{nginx}");
        await UntilToldAsync("Pod", "Started", "Started container side", "spec.initContainers{side}");
    }

    [Fact]
    public async Task A_pod_waits_for_its_volumes_and_of_an_image_nothing_is_told_before_they_are_there()
    {
        await node.StartAsync();
        node.Declare(spec: spec => spec with { Volumes = [new Volume { Name = "settings", ConfigMap = new() { Name = "late" } }] });
        await node.UntilAsync("it was tried again and again", () => node.Api.All<Event>().Any(one =>
            one is { Reason: "FailedMount", Count: >= 3, Message: "MountVolume.SetUp failed for volume \"settings\" : configmap \"late\" not found" }));
        node.Runtime.Running.ShouldBeEmpty();
        node.Api.All<Event>().ShouldNotContain(one => one.Reason == "Pulled");
        node.Api.Put(new ConfigMap { Metadata = new() { Namespace = "default", Name = "late" } });
        await UntilToldAsync("Pod", "Pulled", "Container image \"duck:1\" already present on machine", "spec.containers{nginx}");
        await node.UntilRunningAsync();
    }

    [Fact]
    public async Task A_node_tells_when_it_begins_and_whether_it_is_ready()
    {
        await node.StartAsync();
        await UntilToldAsync("Node", "Starting", "Starting kubelet.");
        await UntilToldAsync("Node", "NodeReady", "Node node-1 status is now: NodeReady");
        node.Runtime.Down = "no engine";
        await UntilToldAsync("Node", "NodeNotReady", "Node node-1 status is now: NodeNotReady");
        node.Runtime.Down = null;
        await node.UntilAsync("it is ready again", () => node.Api.All<Event>().Any(one => one is { Reason: "NodeReady", Count: 2 }));
    }

    [Fact]
    public async Task A_container_that_has_to_wait_for_its_next_start_is_told_of()
    {
        await node.StartAsync();
        var pod = node.Declare();
        await node.UntilRunningAsync();
        node.Runtime.Exit(node.Runtime.Running[0].Id, 1);
        await node.UntilAsync("it runs again", () => node.Container() is { Ready: true, RestartCount: 1 });
        node.Runtime.Exit(node.Runtime.Running[0].Id, 1);
        await UntilToldAsync("Pod", "BackOff", $"Back-off restarting failed container nginx in pod web_default({pod.Metadata.Uid})", "spec.containers{nginx}");
    }

    [Fact]
    public async Task A_container_that_cannot_be_started_is_told_of_in_the_words_of_Kubernetes()
    {
        await node.StartAsync();
        node.Declare("config", spec: spec => With(spec, one => one with
        {
            Env = [new EnvVar { Name = "P", ValueFrom = new() { SecretKeyRef = new() { Name = "login", Key = "p" } } }],
        }));
        await UntilToldAsync("Pod", "Failed", "Error: secret \"login\" not found", "spec.containers{nginx}");

        node.Declare("pull", spec: spec => With(spec, one => one with { Image = "nginx:9" }));
        await UntilToldAsync("Pod", "Failed", "Failed to pull image \"nginx:9\": pull access denied for nginx:9", "spec.containers{nginx}");
        await UntilToldAsync("Pod", "Failed", "Error: ErrImagePull", "spec.containers{nginx}");

        node.Declare("never", spec: spec => With(spec, one => one with { Image = "nginx:9", ImagePullPolicy = "Never" }));
        await UntilToldAsync("Pod", "ErrImageNeverPull", "Container image \"nginx:9\" is not present with pull policy of Never", "spec.containers{nginx}");
        await UntilToldAsync("Pod", "Failed", "Error: ErrImageNeverPull", "spec.containers{nginx}");

        node.Runtime.StartFailure = "exec: \"nope\": executable file not found in $PATH";
        node.Declare("start");
        await UntilToldAsync("Pod", "Failed", "Error: exec: \"nope\": executable file not found in $PATH", "spec.containers{nginx}");
    }

    private static PodSpec With(PodSpec spec, Func<Container, Container> change) => spec with { Containers = [change(spec.Containers[0])] };

    private Task UntilToldAsync(string kind, string reason, string message, string? part = null) => node.UntilAsync($"{reason} is told", () =>
        node.Api.All<Event>().Any(one => (one.InvolvedObject.Kind, one.Reason, one.Message, one.InvolvedObject.FieldPath) == (kind, reason, message, part)));
}
