using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DuckBus.Bench.Reports;

/// <summary>Where and on what a run was made.</summary>
/// <param name="Commit">The commit, with a mark if files differ from it.</param>
/// <param name="Machine">Processor, memory, system.</param>
/// <param name="When">The day.</param>
/// <param name="Full">Whether it was the long run.</param>
public sealed record RunFacts(string Commit, string Machine, string When, bool Full)
{
    /// <summary>Those of this run.</summary>
    public static RunFacts Of(bool full, TimeProvider time)
    {
        var commit = Git("rev-parse", "--short", "HEAD") is { Length: > 0 } head ? head : "unknown";
        if (Git("status", "--porcelain", "--", "src", "tests/DuckBus.Bench", "tests/DuckBus.Testing").Length > 0) commit += " with changes";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024;
        return new RunFacts(
            commit,
            string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} cores, {memory:0} GB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}"),
            time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), full);
    }

    /// <summary>In a line.</summary>
    public override string ToString() => $"{(Full ? "`make bench-full`" : "`make bench`")}, {When}, commit {Commit}, {Machine}";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "processor unknown"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        return git?.StandardOutput.ReadToEnd().Trim() ?? "";
    }
}
