namespace DuckBus.Testing.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task It_waits_until_the_condition_holds_and_takes_an_error_as_not_yet()
    {
        var calls = 0;
        await Eventually.Async("the third call", TimeSpan.FromSeconds(5), () => ++calls < 3 ? throw new InvalidOperationException() : true);
        calls.ShouldBe(3);
    }

    [Fact]
    public async Task After_the_deadline_the_message_says_what_was_waited_for_and_what_was_seen()
    {
        var error = await Should.ThrowAsync<TimeoutException>(() =>
            Eventually.Async("the duck quacks", TimeSpan.FromMilliseconds(30), () => false, () => "a silent duck"));
        error.Message.ShouldBe("Not within 0.03 s: the duck quacks. Seen: a silent duck");
    }

    [Fact]
    public void Free_ports_differ()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();
        ports.Distinct().Count().ShouldBe(50);
        ports.ShouldAllBe(port => FreePort.IsFree(port));
    }
}
