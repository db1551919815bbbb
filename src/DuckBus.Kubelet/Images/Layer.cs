using System.Formats.Tar;

namespace DuckBus.Kubelet.Images;

/// <summary>The file system of an image, as a tar archive.</summary>
internal static class Layer
{
    private const UnixFileMode Everyone =
        UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode EveryoneRuns =
        Everyone | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>An executable file.</summary>
    public static TarEntry Program(string path, byte[] content) => File(path, content, EveryoneRuns);

    /// <summary>A file to read.</summary>
    public static TarEntry Text(string path, byte[] content) => File(path, content, Everyone | UnixFileMode.UserWrite);

    /// <summary>Another name for a file.</summary>
    public static TarEntry Link(string path, string target) =>
        new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target, Mode = EveryoneRuns, ModificationTime = DateTimeOffset.UnixEpoch };

    /// <summary>An empty directory.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="shared">Whether everyone may write in it, as in /tmp.</param>
    public static TarEntry Directory(string path, bool shared = false) =>
        new PaxTarEntry(TarEntryType.Directory, path)
        {
            Mode = shared ? EveryoneRuns | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.StickyBit : EveryoneRuns,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };

    /// <summary>The archive.</summary>
    public static async Task<byte[]> WriteAsync(IEnumerable<TarEntry> entries, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var entry in entries)
                await writer.WriteEntryAsync(entry, cancellationToken);
        return archive.ToArray();
    }

    private static PaxTarEntry File(string path, byte[] content, UnixFileMode mode) =>
        new(TarEntryType.RegularFile, path)
        {
            Mode = mode,
            ModificationTime = DateTimeOffset.UnixEpoch,
            DataStream = new MemoryStream(content, writable: false),
        };
}
