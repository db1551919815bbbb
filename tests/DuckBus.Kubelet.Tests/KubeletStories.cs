using System.Net;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests;

public sealed class KubeletStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_node_registers_itself_and_renews_its_lease()
    {
        await node.StartAsync();
        await node.UntilAsync("the node is ready", () =>
            node.Api.Get<Node>(null, "node-1")?.Status.Conditions?.Any(one => one is { Type: "Ready", Status: "True" }) == true);
        var registered = node.Api.Get<Node>(null, "node-1")!;
        registered.Metadata.Labels!["kubernetes.io/hostname"].ShouldBe("node-1");
        registered.Metadata.Labels["kubernetes.io/arch"].ShouldBe("amd64");
        registered.Status.Allocatable!["cpu"].Value.ShouldBe(4);
        registered.Status.Allocatable["pods"].Value.ShouldBe(110);
        registered.Status.Allocatable["ephemeral-storage"].Value.ShouldBe(100L << 30);
        registered.Status.DaemonEndpoints!.KubeletEndpoint!.Port.ShouldBe(node.Kubelet!.Address.Port);
        Lease? Lease() => node.Api.Get<Lease>("kube-node-lease", "node-1");
        await node.UntilAsync("there is a lease", () => Lease() is not null);
        var renewed = Lease()!.Spec.RenewTime;
        await node.UntilAsync("the lease is renewed", () => Lease()!.Spec.RenewTime > renewed);
        Lease()!.Metadata.OwnerReferences!.ShouldHaveSingleItem().Uid.ShouldBe(registered.Metadata.Uid);
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet.NotReadyReason is null);
    }

    [Fact]
    public async Task A_bug_in_the_runtime_does_not_blind_the_node()
    {
        await node.StartAsync();
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet!.NotReadyReason is null);
        node.Runtime.Bug = new InvalidOperationException("a bug");
        await node.UntilAsync("the bug is told", () => node.Logs.Has("nobody thought of"));
        node.Runtime.Intrude("stranger");
        await node.UntilAsync("the node still looks", () => node.Runtime.Intruders == 0);
    }

    [Fact]
    public async Task A_pod_is_started_and_its_status_is_written_once()
    {
        await node.StartAsync();
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet!.NotReadyReason is null);
        node.Declare();
        await node.UntilRunningAsync();
        node.Pod()!.Status.PodIP.ShouldStartWith("10.1.0.");
        node.Container()!.ContainerID.ShouldBe($"fake://{node.Runtime.Running.ShouldHaveSingleItem().Id}");
        node.Runtime.Specs[node.Runtime.Running[0].Id].Env.ShouldContain(new KeyValuePair<string, string>("POD_NAME", "web"));
        node.Logs.Has("▶ START: web/nginx  trigger=event").ShouldBeTrue(node.Logs.ToString());
        await node.SettleAsync();
        node.Api.Statuses.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_pod_whose_event_was_lost_is_found_by_the_resync()
    {
        await node.StartAsync();
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet!.NotReadyReason is null);
        node.Api.Down = true;
        node.Declare();
        node.Api.Down = false;
        await node.UntilRunningAsync();
        node.Logs.Has("trigger=resync").ShouldBeTrue(node.Logs.ToString());
    }

    [Fact]
    public async Task A_crashed_container_is_restarted_at_once_and_then_ever_later()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        for (var crash = 1; crash <= 2; crash++)
        {
            node.Runtime.Exit(node.Runtime.Running[0].Id, 3);
            if (crash == 2) await node.UntilAsync("it waits", () => node.Container()!.State!.Waiting?.Reason == "CrashLoopBackOff");
            await node.UntilAsync("it runs again", () => node.Container() is { Ready: true } one && one.RestartCount == crash);
        }

        node.Container()!.LastState!.Terminated!.ExitCode.ShouldBe(3);
        node.Logs.Has("↻ RESTART: web/nginx  attempt 1 after exit code 3  trigger=runtime").ShouldBeTrue(node.Logs.ToString());
        node.Runtime.Sandboxes[0].Containers.Count.ShouldBe(2, "the attempt before is kept for its output, older ones are not");
    }

    [Fact]
    public async Task A_pod_that_may_not_restart_ends_as_its_container_ended()
    {
        await node.StartAsync();
        node.Declare(policy: "Never");
        await node.UntilRunningAsync();
        node.Runtime.Exit(node.Runtime.Running[0].Id, 0);
        await node.UntilAsync("it succeeded", () => node.Pod()!.Status.Phase == "Succeeded");
        await node.UntilAsync("its sandbox is stopped", () => !node.Runtime.Sandboxes[0].Running);
        node.Container()!.State!.Terminated!.Reason.ShouldBe("Completed");
    }

    [Fact]
    public async Task A_deleted_pod_gets_its_time_and_is_then_removed()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        var id = node.Runtime.Running[0].Id;
        node.Api.Delete("default", "web", grace: 7);
        await node.UntilAsync("it is gone from the API", () => node.Pod() is null);
        node.Runtime.Sandboxes.ShouldBeEmpty();
        node.Runtime.Calls.ShouldContain(call => call == $"stop {id} grace 7" || call == $"stop {id} grace 6");
        node.Logs.Has("◼ STOP: web/nginx  trigger=event").ShouldBeTrue();
    }

    [Fact]
    public async Task A_pod_that_is_gone_from_the_API_is_removed_also_when_nobody_said_so()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Api.Remove<Pod>("default", "web", silently: true);
        await node.UntilAsync("nothing is left", () => node.Runtime.Sandboxes.Count == 0);
    }

    [Fact]
    public async Task A_pod_of_the_same_name_takes_the_place_of_the_one_before()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        var before = node.Runtime.Sandboxes[0].Pod.Uid;
        node.Api.Remove<Pod>("default", "web", silently: true);
        var second = node.Declare();
        await node.UntilAsync("only the second runs", () =>
            node.Runtime.Sandboxes is [{ Running: true } box] && box.Pod.Uid == second.Metadata.Uid && box.Pod.Uid != before);
        await node.UntilRunningAsync();
    }

    [Fact]
    public async Task An_intruder_is_removed_at_the_speed_of_events()
    {
        node.Options = node.Options with { Resync = TimeSpan.FromMinutes(5) };
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Runtime.Intrude("fake-container");
        await node.UntilAsync("it is removed", () => node.Runtime.Intruders == 0);
        await node.UntilAsync("the audience is told", () => node.Logs.Has("◼ STOP: fake-container"));
        node.Runtime.Running.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_Secret_is_named_and_the_pod_starts_by_itself_when_it_appears()
    {
        await node.StartAsync();
        node.Declare(spec: spec => spec with
        {
            Containers =
            [
                spec.Containers[0] with { Env = [new EnvVar { Name = "P", ValueFrom = new() { SecretKeyRef = new() { Name = "login", Key = "p" } } }] },
            ],
        });
        await node.UntilAsync("it says what is missing", () => node.Container()?.State?.Waiting is
        { Reason: "CreateContainerConfigError", Message: "secret \"login\" not found" });
        node.Api.Put(new Secret
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "login" },
            Data = new Dictionary<string, string> { ["p"] = Convert.ToBase64String("quack"u8) },
        });
        await node.UntilRunningAsync();
        node.Runtime.Specs[node.Runtime.Running[0].Id].Env.ShouldContain(new KeyValuePair<string, string>("P", "quack"));
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_tried_again_until_it_can()
    {
        await node.StartAsync();
        node.Declare(spec: spec => spec with { Containers = [spec.Containers[0] with { Image = "nginx:9" }] });
        await node.UntilAsync("it speaks with the engine's words", () => node.Container()?.State?.Waiting is
        { Reason: "ErrImagePull", Message: "pull access denied for nginx:9" });
        node.Runtime.Registry["nginx:9"] = true;
        await node.UntilRunningAsync();
    }

    [Fact]
    public async Task A_container_that_cannot_be_started_says_why_and_leaves_nothing_behind()
    {
        node.Runtime.StartFailure = "exec: \"nope\": executable file not found in $PATH";
        await node.StartAsync();
        node.Declare();
        await node.UntilAsync("it says why", () => node.Container()?.State?.Waiting is { Reason: "RunContainerError" } waiting
            && waiting.Message!.Contains("executable file not found"));
        node.Runtime.StartFailure = null;
        await node.UntilRunningAsync();
        node.Runtime.Sandboxes.ShouldHaveSingleItem().Containers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_engine_that_is_away_makes_the_node_not_ready_and_is_no_reason_to_forget_pods()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Runtime.Down = "Cannot connect to the Docker daemon";
        await node.UntilAsync("the node says so", () => node.Api.Get<Node>(null, "node-1")!.Status.Conditions!
            .Any(one => one is { Type: "Ready", Status: "False", Message: "Cannot connect to the Docker daemon" }));
        node.Runtime.Down = null;
        await node.UntilAsync("the node is ready again", () => node.Api.Get<Node>(null, "node-1")!.Status.Conditions!
            .Any(one => one is { Type: "Ready", Status: "True" }));
        await node.SettleAsync();
        node.Container()!.RestartCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_status_that_somebody_overwrote_is_put_right()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        var pod = node.Pod()!;
        node.Api.Put(pod with
        {
            Status = pod.Status with { Conditions = [.. pod.Status.Conditions!.Select(one => one.Type == "Ready" ? one with { Status = "False" } : one)] },
        });
        await node.UntilAsync("it is ready again", () => node.Pod()!.Status.Conditions!.Single(one => one.Type == "Ready").Status == "True");
    }

    [Fact]
    public async Task A_kubelet_that_was_told_so_leaves_nothing_behind()
    {
        node.Options = node.Options with { StopPodsOnExit = true };
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        await node.StopAsync();
        node.Runtime.Sandboxes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_container_that_waits_there_is_no_output_yet_and_the_reason_is_said()
    {
        await node.StartAsync();
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        node.Declare("mount", spec: spec => spec with { Volumes = [new Volume { Name = "settings", ConfigMap = new() { Name = "late" } }] });
        await UntilSaidAsync("mount", "ContainerCreating");
        node.Declare("pull", spec: spec => spec with { Containers = [spec.Containers[0] with { Image = "nginx:9" }] });
        await UntilSaidAsync("pull", "image can't be pulled");
        await UntilSaidAsync("pull", "trying and failing to pull image");

        Task UntilSaidAsync(string pod, string why) => Eventually.Async($"{pod}: {why}", TestNode.Patience, async () =>
            (await (await http.GetAsync($"/containerLogs/default/{pod}/nginx")).Content.ReadAsStringAsync())
                .Contains($"container \"nginx\" in pod \"{pod}\" is waiting to start: {why}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Output_is_served_as_text_and_what_is_not_there_is_said_so()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        (await http.GetStringAsync("/containerLogs/default/web/nginx")).ShouldBe($"quack\nfrom {node.Runtime.Running[0].Id}\n");
        (await http.GetStringAsync("/containerLogs/default/web/nginx?tailLines=1&timestamps=true&limitBytes=24"))
            .ShouldBe("2026-11-21T12:00:00.0000");
        (await http.GetAsync("/containerLogs/default/web/nope")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("/containerLogs/default/nope/nginx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("/containerLogs/default/web/nginx?previous=true")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetAsync("/containerLogs/default/web/nginx?tailLines=many")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.GetStringAsync("/pods")).ShouldContain("\"name\":\"web\"");
        (await http.GetStringAsync("/readyz")).ShouldStartWith("ok");
        (await http.GetStringAsync("/metrics")).ShouldContain("duckbus_runtime_call_seconds");
    }
}
