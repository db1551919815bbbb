using DuckBus.Composition;

namespace DuckBus.Cli.Tests.Composition;

public sealed class DirectoryLockTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-lock-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_directory_in_use_is_refused_with_the_process_that_has_it()
    {
        using var first = DirectoryLock.Take(directory);
        Should.Throw<CannotStartException>(() => DirectoryLock.Take(directory))
            .Message.ShouldBe($"data directory {directory} is in use by another duckbus (process {Environment.ProcessId}); stop it, or choose another with --data");
    }

    [Fact]
    public void A_directory_that_was_let_go_can_be_taken_again()
    {
        DirectoryLock.Take(directory).Dispose();
        DirectoryLock.Take(directory).Dispose();
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_one_clear_line()
    {
        var file = Path.Combine(directory, "file");
        File.WriteAllText(file, "");
        Should.Throw<CannotStartException>(() => DirectoryLock.Take(Path.Combine(file, "run")))
            .Message.ShouldStartWith($"data directory {file}/run cannot be written: ");
    }
}
