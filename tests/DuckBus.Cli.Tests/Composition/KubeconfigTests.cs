using DuckBus.Composition;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Cli.Tests.Composition;

public sealed class KubeconfigTests
{
    [Fact]
    public async Task The_file_names_the_server_and_only_its_owner_can_read_it()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-kubeconfig-");
        var path = Path.Combine(directory.FullName, "kubeconfig");
        await File.WriteAllTextAsync(path, "of an earlier run, readable by all");

        await Kubeconfig.WriteAsync(path, Kubeconfig.Text("http://localhost:9000", null, null), CancellationToken.None);

        (await File.ReadAllTextAsync(path)).ShouldContain("server: http://localhost:9000\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_disk_that_does_not_take_the_file_is_tried_again()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-kubeconfig-");
        var path = Path.Combine(directory.FullName, "later", "kubeconfig");
        var writing = Kubeconfig.WriteInTimeAsync(path, "where the cluster is", NullLogger.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
        writing.IsCompleted.ShouldBeFalse();

        directory.CreateSubdirectory("later");
        await writing.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("where the cluster is");
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_nothing_behind()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-kubeconfig-");
        directory.CreateSubdirectory("kubeconfig");
        await Should.ThrowAsync<Exception>(() => Kubeconfig.WriteAsync(Path.Combine(directory.FullName, "kubeconfig"), "", CancellationToken.None));
        directory.GetFiles().ShouldBeEmpty();
        directory.Delete(recursive: true);
    }
}
