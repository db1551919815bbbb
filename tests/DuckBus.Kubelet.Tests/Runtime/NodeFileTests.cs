using DuckBus.Kubelet.Files;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Runtime;

public sealed class NodeFileTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(40);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-nodefile-");
    private readonly ManualTimeProvider time = new();

    private string Path => System.IO.Path.Combine(directory.FullName, "node-1_running.txt");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task An_editor_that_empties_the_file_before_it_writes_crashes_nothing()
    {
        var look = ReadAsync("web");
        await WaitsAsync(look);
        await File.WriteAllTextAsync(Path, "web\n", TestContext.Current.CancellationToken);
        (await AfterAsync(look)).ShouldBe(["web"]);
    }

    [Fact]
    public async Task What_stays_away_is_believed_at_the_second_look()
    {
        await File.WriteAllTextAsync(Path, "other\n", TestContext.Current.CancellationToken);
        var look = ReadAsync("web", "other");
        await WaitsAsync(look);
        (await AfterAsync(look)).ShouldBe(["other"]);
    }

    private Task<IReadOnlyList<string>> ReadAsync(params string[] expected) =>
        new NodeFile(Path, time).ReadAsync(expected, TestContext.Current.CancellationToken);

    private Task WaitsAsync(Task look) => Eventually.Async(
        "the look waits for a second one", TimeSpan.FromSeconds(10), () => time.PendingTimers == 1 || look.IsCompleted);

    private async Task<IReadOnlyList<string>> AfterAsync(Task<IReadOnlyList<string>> look)
    {
        while (!look.IsCompleted)
        {
            time.Advance(Moment);
            await Task.WhenAny(look, Task.Run(() => WaitsAsync(look)));
        }

        return await look;
    }
}
