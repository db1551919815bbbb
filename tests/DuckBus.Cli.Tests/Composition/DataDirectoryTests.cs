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
        DataDirectory.Clean(directory, cluster: null).Removed.ShouldBeTrue();
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Fact]
    public void Cleaning_leaves_what_others_put_there()
    {
        Used();
        File.WriteAllText(Path.Combine(directory, "notes.txt"), "mine");
        DataDirectory.Clean(directory, cluster: null).Removed.ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(directory).ShouldBe([Path.Combine(directory, "notes.txt")]);
    }

    [Fact]
    public void A_directory_that_DuckBus_never_ran_in_is_not_touched()
    {
        Directory.CreateDirectory(Path.Combine(directory, "store"));
        DataDirectory.Clean(directory, cluster: null).Removed.ShouldBeFalse();
        Directory.Exists(Path.Combine(directory, "store")).ShouldBeTrue();
    }

    [Fact]
    public void A_directory_that_is_not_there_is_clean() => DataDirectory.Clean(Path.Combine(directory, "none"), cluster: null).Removed.ShouldBeFalse();

    [Fact]
    public void A_directory_in_use_is_not_cleaned()
    {
        Used();
        using var node = DirectoryLock.Take(Path.Combine(directory, "nodes", "node-1"));
        Should.Throw<CannotStartException>(() => DataDirectory.Clean(directory, cluster: null));
        Directory.Exists(Path.Combine(directory, "store")).ShouldBeTrue();
    }

    [Fact]
    public void What_the_imperative_cluster_left_below_is_removed_too()
    {
        DirectoryLock.Take(Path.Combine(directory, "push")).Dispose();
        Directory.CreateDirectory(Path.Combine(directory, "push", "nodes"));
        DataDirectory.Clean(directory, cluster: null).Removed.ShouldBeTrue();
        Directory.Exists(directory).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ours", "ours", "")]
    [InlineData("theirs", "theirs", "is of cluster theirs")]
    [InlineData(null, null, "does not say of which cluster it is")]
    [InlineData(null, "ours", "")]
    [InlineData("ours", "theirs", "is of cluster ours, theirs")]
    public void Of_a_cluster_that_is_named_only_what_is_its_own_is_removed(string? directoryOf, string? nodeOf, string why)
    {
        Used(directoryOf, nodeOf);
        var cleaned = DataDirectory.Clean(directory, "ours");
        cleaned.Removed.ShouldBe(why.Length == 0);
        cleaned.Kept.ShouldBe(why.Length == 0 ? [] : [$"the state in {directory}: it {why}"]);
        Directory.Exists(Path.Combine(directory, "store")).ShouldBe(why.Length > 0);
    }

    [Fact]
    public void What_others_left_below_stays_when_a_cluster_is_named()
    {
        Used("ours", "ours");
        DirectoryLock.Take(Path.Combine(directory, "push"), "theirs").Dispose();
        DataDirectory.Clean(directory, "ours").Removed.ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(directory).ShouldBe([Path.Combine(directory, "push")]);
    }

    private void Used(string? directoryOf = null, string? nodeOf = null)
    {
        DirectoryLock.Take(directory, directoryOf).Dispose();
        DirectoryLock.Take(Path.Combine(directory, "nodes", "node-1"), nodeOf).Dispose();
        Directory.CreateDirectory(Path.Combine(directory, "store"));
        File.WriteAllText(Path.Combine(directory, "store", "journal"), "x");
        File.WriteAllText(Path.Combine(directory, "kubeconfig"), "x");
    }
}
