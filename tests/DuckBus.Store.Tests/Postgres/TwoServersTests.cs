using DuckBus.Store.Tests.Conformance;
using DuckBus.Testing;
using Npgsql;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>Several servers on one database.</summary>
public sealed class TwoServersTests() : StoreTest(new PostgresFixture())
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Sixteen_writers_over_two_servers_make_one_log_and_both_feeds_tell_it()
    {
        const int writers = 16, each = 100, all = writers * each;
        IResourceStore[] servers = [Store, await OpenAsync()];
        var feeds = servers.Select(server => server.TakeAsync(0, all, Deadline)).ToList();

        var revisions = await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var mine = new List<long>();
            for (var i = 0; i < each; i++)
                mine.Add((await servers[writer % 2].CommitAsync(Writes.Add($"w{writer}-{i}"), Deadline)).Revision);
            return mine;
        }));

        revisions.SelectMany(mine => mine).Order().ShouldBe(Enumerable.Range(1, all).Select(i => (long)i));
        foreach (var feed in await Task.WhenAll(feeds))
            feed.Select(change => change.Revision).ShouldBe(Enumerable.Range(1, all).Select(i => (long)i));
    }

    [Fact]
    public async Task Of_servers_that_update_the_same_object_one_wins_each_round()
    {
        IResourceStore[] servers = [Store, await OpenAsync(), await OpenAsync()];
        var revision = await MadeAsync(Writes.Add("web"));
        for (var round = 0; round < 50; round++)
        {
            var seen = revision;
            var results = await Task.WhenAll(servers.Select(server => server.CommitAsync(Writes.Modify("web", seen), Deadline)));

            revision = results.Single(result => result.Outcome == CommitOutcome.Committed).Revision;
            revision.ShouldBe(seen + 1);
            results.Count(result => result == new CommitResult(CommitOutcome.Conflict, revision)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_agree_on_the_schema()
    {
        await using var fixture = new PostgresFixture();
        var servers = new List<IResourceStore>();
        for (var i = 0; i < 5; i++) servers.Add(await fixture.CreateAsync(TimeProvider.System));

        await Task.WhenAll(servers.Select(server => server.OpenAsync(Deadline)));

        foreach (var server in servers)
        {
            (await server.CommitAsync(Writes.Add(Guid.NewGuid().ToString()), Deadline)).Outcome.ShouldBe(CommitOutcome.Committed);
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var fixture = new PostgresFixture();
        await using (var first = await fixture.CreateAsync(TimeProvider.System)) await first.OpenAsync(Deadline);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var newer = source.CreateCommand("update duckbus.schema_version set version = 99");
        await newer.ExecuteNonQueryAsync(Deadline);

        await using var second = await fixture.CreateAsync(TimeProvider.System);

        (await Should.ThrowAsync<StoreUnavailableException>(second.OpenAsync(Deadline))).Message.ShouldContain("schema 99");
    }

    [Fact]
    public async Task The_lease_goes_to_the_other_server_when_the_connection_of_the_first_breaks()
    {
        await using var fixture = new PostgresFixture();
        await using var one = await fixture.CreateAsync(TimeProvider.System);
        await using var two = await fixture.CreateAsync(TimeProvider.System);
        await one.OpenAsync(Deadline);
        await two.OpenAsync(Deadline);
        await using var first = await one.AcquireRelayAsync(Deadline);
        await first.AdvanceAsync(7, Deadline);
        var waiting = two.AcquireRelayAsync(Deadline);

        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var cut = source.CreateCommand(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = 2 and database = (select oid from pg_database where datname = current_database())");
        await cut.ExecuteNonQueryAsync(Deadline);

        await using var second = await waiting;
        second.Position.ShouldBe(7);
        await Eventually.Async("the first server learns that it lost the lease", Soon, () => first.Lost.IsCancellationRequested);
    }
}
