using System.Text.RegularExpressions;

namespace DuckBus.Kubelet.Images.Gateway;

/// <summary>Which libraries of this machine native programs are linked with.</summary>
internal static partial class SharedLibraries
{
    /// <summary>The files, loader included; null if that cannot be told here.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken)
    {
        var (code, output) = await Command.RunAsync("ldd", programs, Path.GetTempPath(), cancellationToken);
        return code == 0 && !output.Contains("not found", StringComparison.Ordinal) ? Parse(output) : null;
    }

    /// <summary>The paths in what <c>ldd</c> prints: <c>libc.so.6 => /lib/libc.so.6 (0x…)</c>, and the loader without an arrow.</summary>
    internal static IReadOnlyList<string> Parse(string output) =>
        [.. Paths().Matches(output).Select(match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(^\s*|=>\s+)(?<path>/\S+) \(0x", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Paths();
}
