using System.Globalization;
using System.Text.Json;
using DuckBus.Testing.Cluster;

namespace DuckBus.Testing.Kubernetes;

/// <summary>A kubectl that is installed here.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Minor">Its minor version: 33 for 1.33.</param>
public sealed record KubectlProgram(string Path, int Minor)
{
    private const int Oldest = 27;
    private const string CloudSdk = "/usr/lib/google-cloud-sdk/bin";

    private static readonly Lazy<List<KubectlProgram>> Found = new(Find);

    /// <summary>
    /// One of each version that is served, oldest first: those that <c>DUCKBUS_KUBECTLS</c> names (paths with colons between),
    /// <c>kubectl</c> and <c>kubectl.1.NN</c> on PATH, and those of the Google Cloud SDK.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static IReadOnlyList<KubectlProgram> Installed => Found.Value;

    /// <summary>The one of a version.</summary>
    public static KubectlProgram Of(string version) => Installed.First(program => program.ToString() == version);

    /// <inheritdoc />
    public override string ToString() => $"1.{Minor}";

    private static List<KubectlProgram> Find()
    {
        var named = (Environment.GetEnvironmentVariable("DUCKBUS_KUBECTLS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append(CloudSdk);
        var programs = named
            .Concat(directories.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, "kubectl.1.*").Append(System.IO.Path.Combine(directory, "kubectl"))))
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal)
            .Select(path => new KubectlProgram(path, MinorOf(path)))
            .Where(program => program.Minor >= Oldest)
            .DistinctBy(program => program.Minor)
            .OrderBy(program => program.Minor)
            .ToList();
        return programs.Count > 0
            ? programs
            : throw new InvalidOperationException(
                $"No kubectl of 1.{Oldest} or later was found: put one on PATH, or name some in DUCKBUS_KUBECTLS (paths with colons between).");
    }

    private static int MinorOf(string path)
    {
        var (code, output, _) = Shell.TryAsync(path, "version", "--client", "--output=json").GetAwaiter().GetResult();
        if (code != 0) return 0;
        using var version = JsonDocument.Parse(output);
        var minor = version.RootElement.GetProperty("clientVersion").GetProperty("minor").GetString() ?? "";
        return int.TryParse(minor.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
