using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DuckBus.Testing.Cluster;

/// <summary>One <c>duckbus</c> process, as a person would start it. Dies with the test run, whatever happens.</summary>
public sealed class DuckBusProcess : IAsyncDisposable
{
    private readonly string[] arguments;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly ConcurrentQueue<string> lines = new();
    private Process? process;

    private DuckBusProcess(string name, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        Name = name;
        this.arguments = arguments;
        this.environment = environment;
    }

    public string Name { get; }

    public bool Running => process is { HasExited: false };

    public int ExitCode => process!.ExitCode;

    public int Id => process!.Id;

    public IReadOnlyCollection<string> Lines => lines;

    public string Output => string.Join('\n', lines);

    /// <summary>The last lines, for messages of failed waits.</summary>
    public string Tail => $"--- {Name} ({(Running ? "running" : "not running")})\n{string.Join('\n', lines.TakeLast(15))}";

    public static async Task<DuckBusProcess> StartAsync(string name, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var result = new DuckBusProcess(name, arguments, environment);
        await result.StartAgainAsync();
        return result;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("setpriv")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] command = ["--pdeathsig", "KILL", Repository.Program, .. arguments];
        foreach (var argument in command) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("DUCKBUS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["NO_COLOR"] = "1";
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        await ProcessStarter.StartAsync(process);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!Running) return;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still and keeps its connections, as a machine that hangs.</summary>
    public void Pause() => _ = Signal(process!.Id, 19);

    /// <summary>SIGCONT: it goes on after <see cref="Pause"/>, and its clock has jumped.</summary>
    public void Continue() => _ = Signal(process!.Id, 18);

    /// <summary>SIGTERM, and the exit code; fails when it takes longer than the bound.</summary>
    public async Task<int> StopAsync(TimeSpan? bound = null)
    {
        if (!Running) return ExitCode;
        if (Signal(process!.Id, 15) != 0) throw new InvalidOperationException($"{Name} could not be signalled");
        return await WaitForExitAsync(bound ?? TimeSpan.FromSeconds(20));
    }

    public async Task<int> WaitForExitAsync(TimeSpan bound)
    {
        using var deadline = new CancellationTokenSource(bound);
        try
        {
            await process!.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{Name} did not exit within {bound.TotalSeconds} s\n{Tail}", e);
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
