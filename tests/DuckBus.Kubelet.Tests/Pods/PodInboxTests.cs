using DuckBus.Client.Queues;
using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class PodInboxTests
{
    [Fact]
    public async Task What_a_call_was_for_that_was_given_up_is_not_forgotten()
    {
        using var inbox = new PodInbox();
        inbox.Call(new Cause(Trigger.Event), look: false);
        inbox.Call(new Cause(Trigger.Runtime), look: true);
        var interrupted = await inbox.TakeAsync(TestContext.Current.CancellationToken);
        inbox.GiveBack(interrupted);
        var again = await inbox.TakeAsync(TestContext.Current.CancellationToken);
        again.Causes.ShouldBe(interrupted.Causes);
        again.Look.ShouldBeTrue();
    }

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
