using System.Diagnostics;
using DuckBus.Testing;

namespace DuckBus.TestRun;

/// <summary>A built test assembly; it is a program that runs its own tests.</summary>
internal sealed record TestAssembly(string Name, string Program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // These start containers and whole clusters and measure seconds: nothing else may run meanwhile.
    private static readonly string[] NeedTheMachine = ["DuckBus.Chaos.Tests", "DuckBus.Clients.Tests", "DuckBus.Cluster.Tests", "DuckBus.Kubelet.Tests", "DuckBus.Stack.Tests"];

    // Takes two minutes and mostly waits: the others fit beside it.
    private const string Longest = "DuckBus.Scenes.Tests";

    /// <summary>Whether no other assembly may run at the same time.</summary>
    public bool Alone => NeedTheMachine.Contains(Name);

    /// <summary>The test projects of a repository, as they were built; only those of the given parts (<c>Store</c>), if any is given.</summary>
    public static IReadOnlyList<TestAssembly> Find(string repository, IReadOnlyList<string> parts) =>
    [
        .. Directory.GetDirectories(Path.Combine(repository, "tests"), "*.Tests")
            .Select(project => Path.GetFileName(project))
            .Where(name => parts.Count == 0 || parts.Any(part => name.Equals($"DuckBus.{part}.Tests", StringComparison.OrdinalIgnoreCase)))
            .OrderBy(name => name != Longest).ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new TestAssembly(name, Path.Combine(repository, "artifacts", "bin", name, "release", name))),
    ];

    /// <summary>Runs all its tests.</summary>
    public async Task<TestOutcome> RunAsync(string logs, CancellationToken cancellation)
    {
        var (log, report) = (Path.Combine(logs, Name + ".log"), Path.Combine(logs, Name + ".xml"));
        File.Delete(log);
        File.Delete(report);
        var start = Stopwatch.GetTimestamp();
        await using var run = await ServerProcess.StartAsync(Name, log, user: null, new Dictionary<string, string>(StringComparer.Ordinal),
            Program, "-noColor", "-noLogo", "-xml", report, "-noAutoReporters", "-longRunning", "60");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var code = await run.WaitForExitAsync(patience.Token);
            return TestOutcome.Read(Name, report, log, code, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return TestOutcome.Crashed(Name, log, $"hangs: not done after {Patience.TotalMinutes:0} minutes", Stopwatch.GetElapsedTime(start));
        }
    }
}
