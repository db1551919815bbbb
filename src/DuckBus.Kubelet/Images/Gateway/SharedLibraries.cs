using System.Text.RegularExpressions;

namespace DuckBus.Kubelet.Images.Gateway;

/// <summary>Which libraries of this machine native programs are linked with.</summary>
internal static partial class SharedLibraries
{
    /// <summary>The files, loader included; null if that cannot be told here.</summary>
    /// <param name="program">A program, which names the loader.</param>
    /// <param name="libraries">Libraries that it loads by itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<string>?> OfAsync(string program, IEnumerable<string> libraries, CancellationToken cancellationToken)
    {
        if (ElfFile.Loader(await File.ReadAllBytesAsync(program, cancellationToken)) is not { } loader) return null;
        var found = new SortedSet<string>(StringComparer.Ordinal) { loader };
        foreach (var file in libraries.Prepend(program))
        {
            // The loader itself knows best; ldd would be a shell script around it, which small systems do not have.
            var (code, output) = await Command.RunAsync(loader, ["--list", file], Path.GetTempPath(), cancellationToken);
            if (code != 0 || output.Contains("not found", StringComparison.Ordinal)) return null;
            found.UnionWith(Parse(output));
        }

        return [.. found];
    }

    /// <summary>The paths in what the loader prints: <c>libc.so.6 => /lib/libc.so.6 (0x…)</c>, and its own without an arrow.</summary>
    internal static IReadOnlyList<string> Parse(string output) =>
        [.. Paths().Matches(output).Select(match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(^\s*|=>\s+)(?<path>/\S+) \(0x", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Paths();
}
