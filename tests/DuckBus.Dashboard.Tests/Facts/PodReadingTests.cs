using DuckBus.Dashboard.Facts;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.Dashboard.Tests.Facts;

public sealed class PodReadingTests
{
    [Theory]
    [InlineData("""{"spec":{},"status":{"phase":"Pending"}}""", PodState.Waiting, null)]
    [InlineData("""{"spec":{},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","message":"no node is ready"}]}}""", PodState.Waiting, "no node is ready")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Pending"}}""", PodState.Starting, null)]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ContainerCreating"}}}]}}""", PodState.Starting, null)]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ErrImagePull"}}}]}}""", PodState.Stuck, "ErrImagePull")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Pending","initContainerStatuses":[{"name":"c","state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""", PodState.Crashed, "CrashLoopBackOff")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Running","containerStatuses":[{"name":"c","state":{"running":{}}}]}}""", PodState.Running, null)]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"c","state":{"running":{}}}]}}""", PodState.Ready, null)]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Running","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":137}}}]}}""", PodState.Crashed, "exit code 137")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Running","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}}""", PodState.Crashed, "out of memory")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Running","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""", PodState.Crashed, "CrashLoopBackOff")]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Succeeded"}}""", PodState.Done, null)]
    [InlineData("""{"spec":{"nodeName":"n"},"status":{"phase":"Failed","reason":"Evicted"}}""", PodState.Failed, "Evicted")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-11-26T14:00:00Z"},"spec":{"nodeName":"n"},"status":{"phase":"Running"}}""", PodState.Stopping, null)]
    public void A_pod_is_read_as_what_it_is_doing(string json, PodState state, string? reason)
    {
        var facts = PodReading.Of(ModelJson.Read<Pod>(System.Text.Encoding.UTF8.GetBytes(json)));
        facts.State.ShouldBe(state);
        facts.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("web-5d4f8-x7k2p", """{"pod-template-hash":"5d4f8"}""", "web-5d4f8", "web", "x7k2p")]
    [InlineData("nginx-x7k2p", "{}", "nginx", "nginx", "x7k2p")]
    [InlineData("alone", "{}", null, "alone", "")]
    public void A_pod_is_called_after_what_it_belongs_to(string name, string labels, string? owner, string family, string suffix)
    {
        var owners = owner is null ? "[]" : $$"""[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{{owner}}","uid":"u","controller":true}]""";
        var facts = PodReading.Of(ModelJson.Read<Pod>(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"metadata":{"name":"{{name}}","labels":{{labels}},"ownerReferences":{{owners}} } }""")));
        facts.Family.ShouldBe(family);
        facts.Suffix.ShouldBe(suffix);
    }
}
