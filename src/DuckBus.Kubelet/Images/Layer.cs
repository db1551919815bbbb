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

    /// <summary>An executable file of this machine, which is read when it is written.</summary>
    public static TarEntry Copy(string path, string file) => File(path, System.IO.File.OpenRead(file), EveryoneRuns);

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

    /// <summary>The archive, in memory.</summary>
    public static Task<Stream> WriteAsync(IEnumerable<TarEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync(entries, new MemoryStream(), cancellationToken);

    /// <summary>The archive, in a file that goes with the stream: for what is too large to be kept in memory.</summary>
    public static Task<Stream> SpoolAsync(IEnumerable<TarEntry> entries, CancellationToken cancellationToken) => WriteAsync(
        entries,
        new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous),
        cancellationToken);

    private static async Task<Stream> WriteAsync(IEnumerable<TarEntry> entries, Stream archive, CancellationToken cancellationToken)
    {
        try
        {
            await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var entry in entries)
            {
                await using var data = entry.DataStream ?? Stream.Null;
                await writer.WriteEntryAsync(entry, cancellationToken);
            }
        }
        catch
        {
            await archive.DisposeAsync();
            throw;
        }

        archive.Position = 0;
        return archive;
    }

    private static PaxTarEntry File(string path, byte[] content, UnixFileMode mode) => File(path, new MemoryStream(content, writable: false), mode);

    private static PaxTarEntry File(string path, Stream content, UnixFileMode mode) =>
        new(TarEntryType.RegularFile, path) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch, DataStream = content };
}
