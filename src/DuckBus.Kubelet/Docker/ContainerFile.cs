using System.Formats.Tar;
using System.Net;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>Reads a file of a container through the engine, which hands it out as an archive.</summary>
internal static class ContainerFile
{
    /// <summary>The beginning of the file; null if there is none, or if it is no plain file.</summary>
    public static async Task<byte[]?> ReadAsync(DockerClient docker, string container, string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await docker.OpenFileAsync(container, path, cancellationToken);
            await using var reader = new TarReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            if (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry) return null;
            if (entry.DataStream is not { } data) return [];
            var content = new byte[Math.Min(limit, entry.Length)];
            return content[..await data.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)];
        }
        catch (DockerException failure) when (failure.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or InvalidDataException)
        {
            throw new RuntimeException($"{path} of the container cannot be read: {broken.Message}");
        }
    }
}
