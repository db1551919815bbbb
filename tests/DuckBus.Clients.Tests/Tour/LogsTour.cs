namespace DuckBus.Clients.Tests.Tour;

/// <summary>What containers say.</summary>
public sealed class LogsTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_shows_logs_with_every_option(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("talker", "for i in 1 2 3 4 5; do echo line $i; done; sleep 1000"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/talker --for=condition=Ready --timeout=60s", "pod/talker condition met");
        await kubectl.ComesAsync("logs talker", "line 1", "line 5");
        await kubectl.SaysAsync("logs pod/talker -c main --tail=2", "line 4\nline 5");
        await kubectl.SaysAsync("logs talker --timestamps --tail=1", "20*T*Z line 5");
        await kubectl.SaysAsync("logs talker --since=1h --limit-bytes=6", "line 1");
        await kubectl.SaysAsync("logs -l app=talker --prefix --tail=1", "[pod/talker/main] line 5");
        await kubectl.SaysAsync("logs talker --all-containers --since-time=2020-01-01T00:00:00Z", "line 3");
        (await kubectl.SaysAsync("logs talker --since-time=2099-01-01T00:00:00Z")).ShouldBeEmpty();
        await kubectl.FailsAsync("logs talker --previous", "previous terminated container \"main\" in pod \"talker\" not found");
        await kubectl.FailsAsync("logs talker -c nope", "container nope is not valid for pod talker");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_follows_logs(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("pod.yaml", Manifests.Pod("talker", "while true; do cat /tmp/say 2>/dev/null && rm /tmp/say; sleep 0.2; done"));
        await kubectl.SaysAsync("apply -f pod.yaml", "created");
        await kubectl.SaysAsync("wait pod/talker --for=condition=Ready --timeout=60s", "condition met");
        await using var follow = await kubectl.StartAsync("logs -f talker");
        await kubectl.SaysAsync("exec talker -- sh -c 'echo later > /tmp/new && mv /tmp/new /tmp/say'");
        await follow.SaysAsync("later");
    }
}
