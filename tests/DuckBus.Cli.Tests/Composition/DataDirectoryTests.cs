using DuckBus.Composition;

namespace DuckBus.Cli.Tests.Composition;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("duckbus-clean-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Cleaning_removes_what_DuckBus_made_and_then_the_empty_directory()
    {
        Used();
        DataDirectory.Clean(_directory).ShouldBeTrue();
        Directory.Exists(_directory).ShouldBeFalse();
    }

    [Fact]
    public void Cleaning_leaves_what_others_put_there()
    {
        Used();
        File.WriteAllText(Path.Combine(_directory, "notes.txt"), "mine");
        DataDirectory.Clean(_directory).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_directory).ShouldBe([Path.Combine(_directory, "notes.txt")]);
    }

    [Fact]
    public void A_directory_that_DuckBus_never_ran_in_is_not_touched()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "store"));
        DataDirectory.Clean(_directory).ShouldBeFalse();
        Directory.Exists(Path.Combine(_directory, "store")).ShouldBeTrue();
    }

    [Fact]
    public void A_directory_that_is_not_there_is_clean() => DataDirectory.Clean(Path.Combine(_directory, "none")).ShouldBeFalse();

    [Fact]
    public void A_directory_in_use_is_not_cleaned()
    {
        Used();
        using var node = DirectoryLock.Take(Path.Combine(_directory, "nodes", "node-1"));
        Should.Throw<CannotStartException>(() => DataDirectory.Clean(_directory));
        Directory.Exists(Path.Combine(_directory, "store")).ShouldBeTrue();
    }

    private void Used()
    {
        DirectoryLock.Take(_directory).Dispose();
        DirectoryLock.Take(Path.Combine(_directory, "nodes", "node-1")).Dispose();
        Directory.CreateDirectory(Path.Combine(_directory, "store"));
        File.WriteAllText(Path.Combine(_directory, "store", "journal"), "x");
        File.WriteAllText(Path.Combine(_directory, "kubeconfig"), "x");
    }
}
