using System.Diagnostics;
using DuckBus.Store.Embedded;
using DuckBus.Store.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>This program, started again to write until it is killed. It prints a line for each answer that it got.</summary>
public static class WriterProcess
{
    public const string Argument = "--write-until-killed";

    private const int Writers = 8;

    /// <summary>What the process does: each writer creates, changes and deletes objects of its own, and tries in vain to create one that exists.</summary>
    public static async Task<int> WriteForeverAsync(string directory)
    {
        await using var store = new EmbeddedStore(new(directory) { CheckpointBytes = 64 * 1024 }, null, TimeProvider.System, NullLogger.Instance);
        await store.OpenAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, writer)));
        return 0;
    }

    public static Process Start(string directory) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        ArgumentList = { Argument, directory },
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;

    private static async Task WriteAsync(EmbeddedStore store, int writer)
    {
        var run = Guid.NewGuid().ToString("n")[..8];
        for (var i = 0; ; i++)
        {
            var name = $"w{writer}-{run}-{i}";
            var revision = await AnswerAsync(store, Writes.Add(name));
            if (i % 3 > 0) revision = await AnswerAsync(store, Writes.Modify(name, revision, """{"changed":true}"""));
            if (i % 3 > 1) await AnswerAsync(store, Writes.Delete(name, revision));
            else await AnswerAsync(store, Writes.Add(name, """{"mustNot":"be"}"""));
        }
    }

    private static async Task<long> AnswerAsync(EmbeddedStore store, StoreWrite write)
    {
        var (outcome, revision) = await store.CommitAsync(write, CancellationToken.None);
        Console.Out.WriteLine($"{outcome} {revision} {write.Type} {write.Key.Name}");
        return revision;
    }
}
