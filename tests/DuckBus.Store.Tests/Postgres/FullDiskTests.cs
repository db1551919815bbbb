using DuckBus.Store.Postgres;
using DuckBus.Store.Tests.Conformance;
using DuckBus.Testing;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>A PostgreSQL whose disk is full for a while. It refuses writes, or ends when it cannot write its log, and is started again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_named_and_nothing_that_was_answered_is_lost()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var disk = await SmallDisk.CreateAsync("store", 96, PostgresServer.User);
        Assert.SkipWhen(disk is null, "only root can make a small disk");
        await using var server = await PostgresServer.StartAsync(disk);
        await using var store = new PostgresStore(new(await server.CreateDatabaseAsync()), null, TimeProvider.System, new SharedLog());
        await store.OpenAsync(deadline.Token);
        var answered = new List<string>();
        var said = new List<string>();
        var number = 0;

        for (var times = 0; times < 3; times++)
        {
            await disk.FillAsync();
            if (times > 0) await server.UseUpLogAsync();
            await Eventually.Async("a write is refused", TimeSpan.FromSeconds(60), async () => !await WriteAsync());
            disk.Free();
            await server.KeepAsync();
            await Eventually.Async("writes are answered again", TimeSpan.FromSeconds(60), WriteAsync, () => said[^1]);
            await WriteAsync();
        }

        var there = await store.TakeAsync(0, (int)await store.HeadAsync(deadline.Token), deadline.Token);
        answered.ShouldBeSubsetOf(there.Select(change => change.Key.Name));
        there.Select(change => change.Key.Name).ShouldBeUnique();
        said.ShouldAllBe(line => line.StartsWith("PostgreSQL at 127.0.0.1:", StringComparison.Ordinal));
        said.ShouldContain(line => line.Contains("No space left on device: free some disk space", StringComparison.Ordinal), string.Join('\n', said));

        async Task<bool> WriteAsync()
        {
            var name = $"w{++number}";
            try
            {
                await store.CommitAsync(Writes.Add(name, $$"""{"much":"{{Convert.ToHexString(Random(20_000))}}"}"""), deadline.Token);
                answered.Add(name);
                return true;
            }
            catch (StoreUnavailableException e)
            {
                said.Add(e.Message);
                return false;
            }
        }
    }

    // Nothing that could be compressed.
    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        System.Random.Shared.NextBytes(bytes);
        return bytes;
    }
}
