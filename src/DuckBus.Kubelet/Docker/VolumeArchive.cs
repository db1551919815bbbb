using System.Formats.Tar;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// The contents of volumes as a tar archive, laid out as Kubernetes does: each version of the files is a directory of its own, the
/// link <c>..data</c> shows which one counts, and what the containers see are links through <c>..data</c>. Pure.
/// </summary>
internal static class VolumeArchive
{
    /// <summary>Where the sandbox has the pod's volumes.</summary>
    public const string Root = "/volumes";

    private const string Data = "..data";
    private const string NewData = "..data_tmp";
    private const string NewName = "..new-";
    private const UnixFileMode All = (UnixFileMode)0x1ff;

    /// <summary>The path of a volume in the sandbox.</summary>
    public static string PathOf(string volume) => $"{Root}/{volume}";

    /// <summary>The entries that fill a volume.</summary>
    /// <param name="content">The content.</param>
    /// <param name="inUse">Whether containers look at it: then links get other names first, and take their places by rename.</param>
    /// <param name="run">Tells the versions of this run of the kubelet from those of others.</param>
    public static IEnumerable<TarEntry> Entries(VolumeContent content, bool inUse, string run)
    {
        var root = $"{Root[1..]}/{content.Volume}";
        yield return Directory(root, content);
        if (content.Files is null) yield break;
        var version = VersionOf(content, run);
        // Two names in turn: a file in place of the directory before the last one empties it.
        yield return new PaxTarEntry(TarEntryType.RegularFile, $"{root}/{version}");
        yield return Directory($"{root}/{version}", content);
        foreach (var folder in content.Files.SelectMany(file => Folders(file.Path)).Distinct(StringComparer.Ordinal))
            yield return Directory($"{root}/{version}/{folder}", content);
        foreach (var file in content.Files)
            yield return new PaxTarEntry(TarEntryType.RegularFile, $"{root}/{version}/{file.Path}")
            {
                Mode = (UnixFileMode)(file.Mode | (content.Group is null ? 0 : 0x120)) & All,
                Gid = (int)(content.Group ?? 0),
                DataStream = new MemoryStream(file.Content.ToArray(), writable: false),
            };
        yield return new PaxTarEntry(TarEntryType.SymbolicLink, $"{root}/{(inUse ? NewData : Data)}") { LinkName = version };
        foreach (var name in Tops(content))
            yield return new PaxTarEntry(TarEntryType.SymbolicLink, $"{root}/{(inUse ? NewName : "")}{name}") { LinkName = $"..data/{name}" };
    }

    /// <summary>The pairs of paths to rename so that the new version counts and what was removed is seen no more.</summary>
    public static IEnumerable<string> Renames(VolumeContent content, string run) =>
    [
        $"{PathOf(content.Volume)}/{NewData}", $"{PathOf(content.Volume)}/{Data}",
        .. Tops(content).SelectMany(name => new[] { $"{PathOf(content.Volume)}/{NewName}{name}", $"{PathOf(content.Volume)}/{name}" }),
        .. content.Removed.SelectMany(name => new[]
        {
            $"{PathOf(content.Volume)}/{name}", $"{PathOf(content.Volume)}/{VersionOf(content, run)}/..removed-{name}",
        }),
    ];

    /// <summary>The names at the top of a volume that containers see.</summary>
    public static IEnumerable<string> Tops(VolumeContent content) =>
        (content.Files ?? []).Select(file => file.Path.Split('/')[0]).Distinct(StringComparer.Ordinal);

    private static string VersionOf(VolumeContent content, string run) => $"..{run}.{content.Version % 2}";

    private static PaxTarEntry Directory(string path, VolumeContent content) => new(TarEntryType.Directory, path)
    {
        Mode = content.Files is null
            ? All | (content.Group is null ? UnixFileMode.None : UnixFileMode.SetGroup)
            : (UnixFileMode)0x1ed,
        Gid = (int)(content.Group ?? 0),
    };

    private static IEnumerable<string> Folders(string path)
    {
        for (var at = path.IndexOf('/'); at >= 0; at = path.IndexOf('/', at + 1)) yield return path[..at];
    }
}
