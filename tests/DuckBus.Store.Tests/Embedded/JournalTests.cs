using DuckBus.Store.Embedded;
using DuckBus.Store.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>What the journal looks like after an accident, and what the store makes of it.</summary>
public sealed class JournalTests : IAsyncDisposable
{
    private readonly EmbeddedFixture fixture = new();
    private readonly SharedLog log = new();

    [Fact]
    public async Task A_record_cut_off_at_any_byte_is_dropped_and_all_before_it_is_there()
    {
        await WriteAsync("a", "b");
        var before = new FileInfo(fixture.Journal).Length;
        await WriteAsync("torn");
        var whole = await File.ReadAllBytesAsync(fixture.Journal);

        for (var length = before; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(fixture.Journal, whole[..(int)length]);
            (await NamesAsync()).ShouldBe(["a", "b"], $"cut off at {length} of {whole.Length}");
            new FileInfo(fixture.Journal).Length.ShouldBe(before);
        }
    }

    [Fact]
    public async Task A_file_cut_off_in_its_first_bytes_is_an_empty_store()
    {
        for (var length = 0; length < 8; length++)
        {
            await File.WriteAllBytesAsync(fixture.Journal, "DuckBus1"u8[..length].ToArray());
            (await NamesAsync()).ShouldBeEmpty();
            new FileInfo(fixture.Journal).Length.ShouldBe(8);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 46, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })]
    public async Task Garbage_at_the_end_is_cut_off_and_said(byte[] garbage)
    {
        await WriteAsync("a", "b");
        await AppendAsync(garbage);

        await WriteAsync("c");

        (await NamesAsync()).ShouldBe(["a", "b", "c"]);
        log.Lines.ShouldHaveSingleItem().ShouldContain($"{garbage.Length} bytes");
    }

    [Fact]
    public async Task A_record_damaged_before_acknowledged_ones_is_said_and_nothing_is_thrown_away()
    {
        await WriteAsync("a", "b", "c");
        var damaged = await File.ReadAllBytesAsync(fixture.Journal);
        damaged[damaged.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(fixture.Journal, damaged);

        var error = await Should.ThrowAsync<StoreUnavailableException>(NamesAsync());

        error.Message.ShouldContain("damaged");
        error.Message.ShouldContain(fixture.Journal);
        (await File.ReadAllBytesAsync(fixture.Journal)).ShouldBe(damaged);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_left_alone()
    {
        await File.WriteAllTextAsync(fixture.Journal, "Dear diary, today I saw a duck.");

        (await Should.ThrowAsync<StoreUnavailableException>(NamesAsync())).Message.ShouldContain("no journal");

        (await File.ReadAllTextAsync(fixture.Journal)).ShouldStartWith("Dear diary");
    }

    [Fact]
    public async Task The_journal_of_a_busy_store_stays_small_and_keeps_its_log()
    {
        await using (var store = Create(checkpointBytes: 16 * 1024))
        {
            await store.OpenAsync(default);
            await store.CommitAsync(Writes.Add("quiet"), default);
            var revision = (await store.CommitAsync(Writes.Add("busy"), default)).Revision;
            for (var i = 0; i < 2000; i++)
            {
                revision = (await store.CommitAsync(Writes.Modify("busy", revision), default)).Revision;
                if (i % 100 == 0) await store.CompactAsync(TimeSpan.Zero, keep: 50, default);
            }

            new FileInfo(fixture.Journal).Length.ShouldBeLessThan(100 * 1024);
        }

        (await NamesAsync()).ShouldBe(["busy", "quiet"]);
        await using var reopened = Create();
        await reopened.OpenAsync(default);
        (await reopened.HeadAsync(default)).ShouldBe(2002);
        (await reopened.GetAsync(Writes.Key("quiet"), default))!.Revision.ShouldBe(1);
        (await reopened.ReadChangesAsync(1950, 100, default)).Count.ShouldBe(52);
        await Should.ThrowAsync<CompactedException>(reopened.ReadChangesAsync(1000, 100, default));
    }

    [Fact]
    public async Task A_rewritten_journal_that_lost_its_end_is_damaged_not_torn()
    {
        await using (var store = Create(checkpointBytes: 0))
        {
            await store.OpenAsync(default);
            for (var i = 0; i < 5; i++) await store.CommitAsync(Writes.Add($"{i}"), default);
            await store.CompactAsync(TimeSpan.Zero, keep: 0, default);
        }

        await using (var rewriting = Create(checkpointBytes: 0)) await rewriting.OpenAsync(default);
        var whole = await File.ReadAllBytesAsync(fixture.Journal);
        await File.WriteAllBytesAsync(fixture.Journal, whole[..^1]);

        (await Should.ThrowAsync<StoreUnavailableException>(NamesAsync())).Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task A_rewrite_that_a_crash_left_half_done_is_forgotten()
    {
        await WriteAsync("a");
        await File.WriteAllTextAsync(fixture.Journal + ".new", "DuckBus1 half of");

        (await NamesAsync()).ShouldBe(["a"]);
        File.Exists(fixture.Journal + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task A_directory_is_open_only_once_and_the_message_says_who_has_it()
    {
        await using var first = Create();
        await first.OpenAsync(default);
        await using var second = Create();

        var error = await Should.ThrowAsync<StoreUnavailableException>(second.OpenAsync(default));

        error.Message.ShouldContain(fixture.Directory);
        error.Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_said()
    {
        var file = Path.Combine(fixture.Directory, "file");
        await File.WriteAllTextAsync(file, "");
        await using var store = new EmbeddedStore(new(Path.Combine(file, "data")), null, TimeProvider.System, log);

        var error = await Should.ThrowAsync<StoreUnavailableException>(store.OpenAsync(default));

        error.Message.ShouldContain("cannot be written");
        error.Message.ShouldNotContain("\n");
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    private EmbeddedStore Create(long checkpointBytes = long.MaxValue) =>
        new(new(fixture.Directory) { CheckpointBytes = checkpointBytes }, null, TimeProvider.System, log);

    private async Task WriteAsync(params string[] names)
    {
        await using var store = Create();
        await store.OpenAsync(default);
        foreach (var name in names) (await store.CommitAsync(Writes.Add(name), default)).Outcome.ShouldBe(CommitOutcome.Committed);
    }

    private async Task<IEnumerable<string>> NamesAsync()
    {
        await using var store = new EmbeddedStore(new(fixture.Directory), null, TimeProvider.System, NullLogger.Instance);
        await store.OpenAsync(default);
        return (await store.ListAsync(null, default)).Items.Select(item => item.Key.Name).Order();
    }

    private async Task AppendAsync(byte[] bytes)
    {
        await using var file = new FileStream(fixture.Journal, FileMode.Append);
        await file.WriteAsync(bytes);
    }
}
