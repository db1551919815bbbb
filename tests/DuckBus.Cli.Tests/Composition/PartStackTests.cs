using DuckBus.Composition;

namespace DuckBus.Cli.Tests.Composition;

public sealed class PartStackTests
{
    private readonly List<string> stopped = [];

    [Fact]
    public async Task What_started_last_stops_first()
    {
        await using (var stack = new PartStack())
        {
            stack.Push(new Part(() => stopped.Add("store")));
            stack.Push(new Part(() => stopped.Add("apiserver")));
            stack.Push(new Part(() => stopped.Add("scheduler")));
        }

        stopped.ShouldBe(["scheduler", "apiserver", "store"]);
    }

    [Fact]
    public async Task A_part_that_fails_to_stop_does_not_keep_the_others_running()
    {
        var stack = new PartStack();
        stack.Push(new Part(() => stopped.Add("store")));
        stack.Push(new Part(() => throw new InvalidOperationException("stuck")));

        var failure = await Should.ThrowAsync<AggregateException>(() => stack.DisposeAsync().AsTask());

        failure.InnerExceptions.Single().Message.ShouldBe("stuck");
        stopped.ShouldBe(["store"]);
    }

    [Fact]
    public async Task A_part_that_hurries_does_not_keep_the_others_running()
    {
        await using (var stack = new PartStack())
        {
            stack.Push(new Part(() => stopped.Add("store")));
            stack.Push(new Part(() => throw new OperationCanceledException("its time to stop was over")));
        }

        stopped.ShouldBe(["store"]);
    }

    private sealed class Part(Action stop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            stop();
            return ValueTask.CompletedTask;
        }
    }
}
