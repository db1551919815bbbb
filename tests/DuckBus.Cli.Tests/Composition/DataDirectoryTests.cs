using DuckBus.Composition;

namespace DuckBus.Cli.Tests.Composition;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-clean-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Cleaning_removes_what_DuckBus_made_and_then_the_empty_directory()
    {
        Used();
        DataDirectory.Clean(directory).ShouldBeTrue();
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Fact]
    public void Cleaning_leaves_what_others_put_there()
    {
        Used();
        File.WriteAllText(Path.Combine(directory, "notes.txt"), "mine");
        DataDirectory.Clean(directory).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(directory).ShouldBe([Path.Combine(directory, "notes.txt")]);
    }

    [Fact]
    public void A_directory_that_DuckBus_never_ran_in_is_not_touched()
    {
        Directory.CreateDirectory(Path.Combine(directory, "store"));
        DataDirectory.Clean(directory).ShouldBeFalse();
        Directory.Exists(Path.Combine(directory, "store")).ShouldBeTrue();
    }

    [Fact]
    public void A_directory_that_is_not_there_is_clean() => DataDirectory.Clean(Path.Combine(directory, "none")).ShouldBeFalse();

    [Fact]
    public void A_directory_in_use_is_not_cleaned()
    {
        Used();
        using var node = DirectoryLock.Take(Path.Combine(directory, "nodes", "node-1"));
        Should.Throw<CannotStartException>(() => DataDirectory.Clean(directory));
        Directory.Exists(Path.Combine(directory, "store")).ShouldBeTrue();
    }

    [Fact]
    public void What_the_imperative_cluster_left_below_is_removed_too()
    {
        DirectoryLock.Take(Path.Combine(directory, "push")).Dispose();
        Directory.CreateDirectory(Path.Combine(directory, "push", "nodes"));
        DataDirectory.Clean(directory).ShouldBeTrue();
        Directory.Exists(directory).ShouldBeFalse();
    }

    private void Used()
    {
        DirectoryLock.Take(directory).Dispose();
        DirectoryLock.Take(Path.Combine(directory, "nodes", "node-1")).Dispose();
        Directory.CreateDirectory(Path.Combine(directory, "store"));
        File.WriteAllText(Path.Combine(directory, "store", "journal"), "x");
        File.WriteAllText(Path.Combine(directory, "kubeconfig"), "x");
    }
}
