using DuckBus.Client.Queues;
using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class PodInboxTests
{
    [Fact]
    public async Task A_call_always_says_why_however_closely_calls_follow_each_other()
    {
        using var inbox = new PodInbox();
        var calling = Task.Run(() =>
        {
            for (var i = 0; i < 200_000; i++) inbox.Call(new Cause(Trigger.Runtime), look: false);
            inbox.Call(new Cause(Trigger.Retry), look: false);
        });
        for (var last = false; !last;)
        {
            var call = await inbox.TakeAsync(TestContext.Current.CancellationToken);
            call.Causes.ShouldNotBeEmpty();
            last = call.Causes.Contains(new Cause(Trigger.Retry));
        }

        await calling;
    }
}
