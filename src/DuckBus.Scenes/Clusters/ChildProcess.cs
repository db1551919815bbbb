using System.Collections.Concurrent;
using System.Diagnostics;

namespace DuckBus.Scenes.Clusters;

/// <summary>
/// A program that a scene started. A <c>duckbus</c> stops in good order when its standard input ends, which happens also when this
/// process is killed, so nothing is left behind.
/// </summary>
internal sealed class ChildProcess : IPart, IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ProcessStartInfo info;
    private readonly Action<string> log;
    private Process? process;
    private int saidBefore;

    private ChildProcess(string name, ProcessStartInfo info, Action<string> log)
    {
        Name = name;
        this.info = info;
        this.log = log;
    }

    public string Name { get; }

    public bool Runs => process is { HasExited: false };

    /// <summary>All that it has said since it was first started.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>What it has said since it was last started.</summary>
    public IEnumerable<string> Fresh => lines.Skip(saidBefore);

    /// <summary>Starts a program.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="log">Takes each line that it says.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ChildProcess Start(
        string name, IReadOnlyDictionary<string, string> environment, Action<string> log, params IReadOnlyList<string> command)
    {
        var how = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var mine in how.Environment.Keys.Where(key => key.StartsWith("DUCKBUS_", StringComparison.Ordinal)).ToList())
            how.Environment.Remove(mine);
        foreach (var (key, value) in environment) how.Environment[key] = value;
        var child = new ChildProcess(name, how, log);
        child.Start();
        return child;
    }

    /// <summary>Starts it, again if need be.</summary>
    public void Start()
    {
        process?.Dispose();
        saidBefore = lines.Count;
        process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        ChildStarter.Start(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        if (process is null || process.HasExited) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(stop);
    }

    Task<bool> IPart.RunsAsync(CancellationToken stop) => Task.FromResult(Runs);

    Task IPart.StartAgainAsync(CancellationToken stop)
    {
        Start();
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<string>> IPart.SaidAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<string>>([.. lines]);

    /// <summary>Asks it to stop, and kills it if it does not.</summary>
    public async Task StopAsync()
    {
        if (process is null || process.HasExited) return;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(CancellationToken.None);
        }
    }

    /// <summary>Its last words, for messages.</summary>
    public string LastWords() => $"{Name} {(Runs ? "runs" : "has ended")}:\n  {string.Join("\n  ", lines.TakeLast(8))}";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process?.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lines.Enqueue(line);
        log($"{Name,-14} {line}");
    }
}
