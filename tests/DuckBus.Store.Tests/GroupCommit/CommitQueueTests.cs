using DuckBus.Store.GroupCommit;
using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.GroupCommit;

/// <summary>How writes share transactions.</summary>
public sealed class CommitQueueTests : IAsyncDisposable
{
    private readonly List<string[]> batches = [];
    private readonly SemaphoreSlim go = new(0);
    private readonly SemaphoreSlim begun = new(0);
    private readonly CommitQueue queue;

    public CommitQueueTests() => queue = new(CommitAsync, new StoreMetrics(null, TimeProvider.System));

    [Fact]
    public async Task What_arrives_during_a_commit_shares_the_next()
    {
        var first = Send("a");
        await begun.WaitAsync();
        var later = new[] { Send("b"), Send("c"), Send("d") };
        go.Release(2);

        await Task.WhenAll([first, .. later]);
        batches.ShouldBe([["a"], ["b", "c", "d"]]);
    }

    [Fact]
    public async Task Writes_of_one_object_go_into_batches_of_their_own_in_order()
    {
        var first = Send("a");
        await begun.WaitAsync();
        var later = new[] { Send("b"), Send("b", 1), Send("c"), Send("b", 2) };
        go.Release(4);

        await Task.WhenAll([first, .. later]);
        batches.ShouldBe([["a"], ["b", "c"], ["b@1"], ["b@2"]]);
    }

    [Fact]
    public async Task A_batch_is_bounded()
    {
        var first = Send("first");
        await begun.WaitAsync();
        var later = Enumerable.Range(0, BatchCollector.MaxWrites + 10).Select(i => Send($"{i}")).ToList();
        go.Release(3);

        await Task.WhenAll([first, .. later]);
        batches.Select(batch => batch.Length).ShouldBe([1, BatchCollector.MaxWrites, 10]);
    }

    [Fact]
    public async Task A_write_whose_caller_has_gone_is_not_made_if_it_was_still_waiting()
    {
        using var caller = new CancellationTokenSource();
        var first = Send("a");
        await begun.WaitAsync();
        var gone = queue.CommitAsync(Writes.Add("gone"), caller.Token);
        await caller.CancelAsync();
        var last = Send("b");
        go.Release(2);

        await Should.ThrowAsync<OperationCanceledException>(gone);
        await Task.WhenAll(first, last);
        batches.ShouldBe([["a"], ["b"]]);
    }

    [Fact]
    public async Task A_bad_write_fails_alone()
    {
        var first = Send("a");
        await begun.WaitAsync();
        var bad = Send("bad");
        var good = Send("good");
        go.Release(4);

        await Should.ThrowAsync<ArgumentException>(bad);
        await Task.WhenAll(first, good);
        batches.ShouldBe([["a"], ["bad", "good"], ["bad"], ["good"]]);
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken()
    {
        await queue.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(Send("late"));
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        go.Dispose();
        begun.Dispose();
    }

    private Task<CommitResult> Send(string name, long expected = 0) =>
        queue.CommitAsync(expected == 0 ? Writes.Add(name) : Writes.Modify(name, expected), default);

    private async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<StoreWrite> writes)
    {
        batches.Add([.. writes.Select(write => write.ExpectedRevision == 0 ? write.Key.Name : $"{write.Key.Name}@{write.ExpectedRevision}")]);
        begun.Release();
        await go.WaitAsync();
        if (writes.Any(write => write.Key.Name == "bad")) throw new ArgumentException("bad");
        return [.. writes.Select(_ => new CommitResult(CommitOutcome.Committed, 1))];
    }
}
