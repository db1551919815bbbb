using System.Text;
using DuckBus.Store.Embedded;
using DuckBus.Store.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>The embedded store in a process that gets SIGKILL while it writes.</summary>
public sealed class KilledProcessTests : IAsyncDisposable
{
    private const int Kills = 5;
    private const int AnswersBeforeKill = 2000;
    private readonly EmbeddedFixture fixture = new();
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task All_that_was_answered_is_there_once_and_nothing_that_was_refused()
    {
        var answers = new List<string[]>();
        for (var kill = 0; kill < Kills; kill++)
        {
            answers.AddRange(await WriteAndKillAsync());
            await VerifyAsync(answers);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        deadline.Dispose();
    }

    /// <summary>Every whole line that the process wrote before it died.</summary>
    private async Task<IEnumerable<string[]>> WriteAndKillAsync()
    {
        using var process = WriterProcess.Start(fixture.Directory);
        var text = new StringBuilder();
        var buffer = new char[4096];
        for (var lines = 0; ;)
        {
            var got = await process.StandardOutput.ReadAsync(buffer, deadline.Token);
            if (got == 0) break;
            text.Append(buffer, 0, got);
            lines += buffer.AsSpan(0, got).Count('\n');
            if (lines > AnswersBeforeKill) process.Kill();
        }

        await process.WaitForExitAsync(deadline.Token);
        process.ExitCode.ShouldNotBe(0, text.ToString());
        return text.ToString().Split('\n')[..^1].Select(line => line.Split(' '));
    }

    private async Task VerifyAsync(List<string[]> answers)
    {
        await using var store = new EmbeddedStore(new(fixture.Directory), null, TimeProvider.System, NullLogger.Instance);
        await store.OpenAsync(deadline.Token);
        var changes = (await store.ReadChangesAsync(0, int.MaxValue, deadline.Token)).ToDictionary(change => change.Revision);
        changes.Keys.Order().ShouldBe(Enumerable.Range(1, changes.Count).Select(i => (long)i));
        foreach (var (outcome, revision, type, name) in answers.Select(a => (a[0], long.Parse(a[1]), a[2], a[3])))
        {
            if (outcome == nameof(CommitOutcome.Committed))
                (changes[revision].Type.ToString(), changes[revision].Key.Name).ShouldBe((type, name));
            else
                outcome.ShouldBe(nameof(CommitOutcome.AlreadyExists));
        }

        changes.Values.ShouldAllBe(change => !Writes.Text(change.Body).Contains("mustNot"));
        answers.Count(answer => answer[0] == nameof(CommitOutcome.AlreadyExists)).ShouldBeGreaterThan(0);
    }
}
