using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.Store.Postgres;
using DuckBus.Store.Tests.Conformance;
using DuckBus.Testing;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>A PostgreSQL that is killed as by a power cut, and comes back.</summary>
public sealed class KilledServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(3));
    private readonly SharedLog log = new();
    private PostgresServer server = null!;
    private PostgresStore store = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        store = new(new(await server.CreateDatabaseAsync()), null, TimeProvider.System, log);
        await store.OpenAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await server.DisposeAsync();
        deadline.Dispose();
    }

    [Fact]
    public async Task All_that_was_answered_is_there_once_and_nothing_that_was_refused()
    {
        const int kills = 3;
        var answers = new ConcurrentQueue<(StoreWrite Write, CommitResult Result)>();
        using var stop = new CancellationTokenSource();
        var feed = FollowAsync(stop.Token);
        var writers = Enumerable.Range(0, 16).Select(writer => WriteAsync(writer, answers, stop.Token)).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            var before = answers.Count;
            await Eventually.Async("the writers are answered", Soon, () => answers.Count > before + 500);
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        var last = answers.Count;
        await Eventually.Async("the writers are answered again", Soon, () => answers.Count > last + 100);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var changes = await AllChangesAsync();
        changes.Select(change => change.Revision).ShouldBe(Enumerable.Range(1, changes.Count).Select(i => (long)i));
        foreach (var (write, result) in answers)
        {
            if (result.Outcome == CommitOutcome.Committed)
                (changes[(int)result.Revision - 1].Type, changes[(int)result.Revision - 1].Key).ShouldBe((write.Type, write.Key));
        }

        changes.ShouldAllBe(change => !Writes.Text(change.Body).Contains("mustNot"));
        changes.GroupBy(change => (change.Key, change.Type)).ShouldAllBe(group => group.Count() == 1);
        answers.Count(answer => answer.Result.Outcome == CommitOutcome.AlreadyExists).ShouldBeGreaterThan(0);
        var told = await feed;
        told.ShouldBe(Enumerable.Range(1, told.Count).Select(i => (long)i));
        log.Lines.Count(line => line.Contains("Waiting")).ShouldBeLessThanOrEqualTo(kills);
    }

    [Fact]
    public async Task Without_a_database_calls_fail_fast_and_say_why_and_all_goes_on_when_it_is_back()
    {
        var feed = store.TakeAsync(0, 2, deadline.Token);
        await store.CommitAsync(Writes.Add("before"), deadline.Token);
        await server.KillAsync();
        var began = Stopwatch.GetTimestamp();

        var commit = await Should.ThrowAsync<StoreUnavailableException>(store.CommitAsync(Writes.Add("during"), deadline.Token));
        var get = await Should.ThrowAsync<StoreUnavailableException>(store.GetAsync(Writes.Key("before"), deadline.Token));

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        commit.Message.ShouldStartWith("PostgreSQL at 127.0.0.1:");
        get.Message.ShouldContain("is it running");
        await Eventually.Async("the log says what it waits for", Soon, () => log.Lines.Count == 1);
        log.Lines[0].ShouldContain("Waiting for the store: PostgreSQL at 127.0.0.1:");

        await server.StartAgainAsync();
        await Eventually.Async("the log says that the store is back", Soon, () => log.Lines.Count == 2);
        log.Lines[1].ShouldContain("The store is back");
        (await store.CommitAsync(Writes.Add("after"), deadline.Token)).Outcome.ShouldBe(CommitOutcome.Committed);
        (await feed).Select(change => change.Key.Name).ShouldBe(["before", "after"]);
    }

    private static bool IsExpected(Exception e) => e is StoreUnavailableException;

    private async Task WriteAsync(int writer, ConcurrentQueue<(StoreWrite Write, CommitResult Result)> answers, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var name = $"w{writer}-{i}";
            try
            {
                var made = await AnswerAsync(Writes.Add(name));
                await AnswerAsync(Writes.Add(name, """{"mustNot":"be"}"""));
                await AnswerAsync(Writes.Modify(name, made));
            }
            catch (Exception e) when (IsExpected(e))
            {
                // Not answered: it may be there or not. On with another name, when the database is back.
                await Eventually.Async("the database is back", Soon, async () => await store.HeadAsync(deadline.Token) > 0);
            }
        }

        async Task<long> AnswerAsync(StoreWrite write)
        {
            var result = await store.CommitAsync(write, deadline.Token);
            answers.Enqueue((write, result));
            return result.Revision;
        }
    }

    private async Task<List<long>> FollowAsync(CancellationToken stop)
    {
        var told = new List<long>();
        try
        {
            await foreach (var changes in store.ChangesAsync(0, stop)) told.AddRange(changes.Select(change => change.Revision));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end of the test.
        }

        return told;
    }

    private async Task<List<StoredChange>> AllChangesAsync() =>
        await store.TakeAsync(0, (int)await store.HeadAsync(deadline.Token), deadline.Token);
}
