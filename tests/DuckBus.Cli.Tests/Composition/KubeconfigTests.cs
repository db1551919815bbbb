using DuckBus.Composition;

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
}
