using System.Formats.Tar;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Images;

/// <summary>Finds the program that DuckBus's images are made with: a static busybox for the engine's architecture.</summary>
/// <param name="docker">The engine.</param>
/// <param name="log">Says where it comes from.</param>
internal sealed class BusyBox(DockerClient docker, ILogger log)
{
    private const string PathInImage = "/bin/busybox";
    private const string DebianPackage = "busybox-static";

    /// <summary>Where the program may lie on this machine.</summary>
    public IReadOnlyList<string> HostPaths { get; init; } = ["/bin/busybox", "/usr/bin/busybox"];

    /// <summary>The image that has it; the variant that is linked statically.</summary>
    public string SourceImage { get; init; } = "busybox:stable-musl";

    /// <summary>The program: of this machine, else of Debian's package, else of the image on Docker Hub.</summary>
    /// <exception cref="DockerException">None of the three is to be had.</exception>
    public async Task<byte[]> GetAsync(string architecture, CancellationToken cancellationToken)
    {
        foreach (var path in HostPaths)
            if (await ReadAsync(path, architecture, cancellationToken) is { } program)
                return program;
        return await FromPackageAsync(architecture, cancellationToken)
            ?? await FromImageAsync(architecture, cancellationToken)
            ?? throw new DockerException(
                $"DuckBus's images need a static busybox for {architecture}: install it (sudo apt-get install {DebianPackage}), "
                + $"or connect to a network where Docker can pull {SourceImage}");
    }

    private static async Task<byte[]?> ReadAsync(string path, string architecture, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        var file = await File.ReadAllBytesAsync(path, cancellationToken);
        return ElfFile.IsStatic(file, architecture) ? file : null;
    }

    /// <summary>Downloads Debian's package and takes the program out of it; nothing is installed.</summary>
    internal async Task<byte[]?> FromPackageAsync(string architecture, CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/apt-get"))
            return null;
        var directory = Directory.CreateTempSubdirectory("duckbus-").FullName;
        try
        {
            if (!await DownloadAsync(directory, cancellationToken))
                return null;
            var package = Directory.EnumerateFiles(directory, "*.deb").FirstOrDefault();
            if (package is null || !await RunAsync("dpkg-deb", ["-x", package, directory], directory, cancellationToken))
                return null;
            foreach (var path in HostPaths)
                if (await ReadAsync(directory + path, architecture, cancellationToken) is { } program)
                {
                    log.LogDebug("busybox comes from Debian's package {Package}", DebianPackage);
                    return program;
                }
            return null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Pulls the image, unless it is there, and takes the program out of it.</summary>
    internal async Task<byte[]?> FromImageAsync(string architecture, CancellationToken cancellationToken)
    {
        try
        {
            if (await docker.FindImageAsync(SourceImage, cancellationToken) is null)
                await docker.PullImageAsync(SourceImage, cancellationToken);
            var request = new ContainerRequest
            {
                Image = SourceImage,
                Cmd = [PathInImage],
                Labels = new Dictionary<string, string> { [DockerLabels.Cluster] = DockerLabels.DefaultCluster },
                HostConfig = new(),
            };
            var container = await docker.CreateContainerAsync($"duckbus-busybox-{Guid.NewGuid():N}", request, cancellationToken);
            try
            {
                using var response = await docker.OpenFileAsync(container, PathInImage, cancellationToken);
                var program = await FirstFileAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
                return program is not null && ElfFile.IsStatic(program, architecture) ? program : null;
            }
            finally
            {
                await docker.RemoveContainerAsync(container, CancellationToken.None);
            }
        }
        catch (DockerException e)
        {
            log.LogDebug("busybox cannot be taken from {Image}: {Reason}", SourceImage, e.Message);
            return null;
        }
    }

    // A machine whose package lists were never fetched, as in a container, needs them first; that takes root.
    private static async Task<bool> DownloadAsync(string directory, CancellationToken cancellationToken)
    {
        string[] download = ["download", DebianPackage];
        return await RunAsync("apt-get", download, directory, cancellationToken)
            || (Environment.IsPrivilegedProcess
                && await RunAsync("apt-get", ["update"], directory, cancellationToken)
                && await RunAsync("apt-get", download, directory, cancellationToken));
    }

    private static async Task<byte[]?> FirstFileAsync(Stream archive, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(copyData: true, cancellationToken) is { } entry)
            if (entry.DataStream is { } data)
            {
                using var file = new MemoryStream();
                await data.CopyToAsync(file, cancellationToken);
                return file.ToArray();
            }
        return null;
    }

    private static async Task<bool> RunAsync(
        string program, string[] arguments, string directory, CancellationToken cancellationToken) =>
        (await Command.RunAsync(program, arguments, directory, cancellationToken)).Code == 0;
}
