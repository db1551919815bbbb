using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DuckBus.Testing;

/// <summary>A server that a test started. It ends with the test process, however that ends.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly string name;

    private ServerProcess(string name, Process process, string log)
    {
        this.name = name;
        this.process = process;
        LogFile = log;
        AppDomain.CurrentDomain.ProcessExit += KillNow;
    }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The file with its output.</summary>
    public string LogFile { get; }

    /// <summary>Starts a server in a session of its own, so that a Ctrl-C in the terminal reaches only us.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="log">The file that its output is appended to.</param>
    /// <param name="user">The user to run as if we are root; null to run as ourselves.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<ServerProcess> StartAsync(
        string name, string log, string? user, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> command)
    {
        string[] line =
        [
            "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log,
            "setsid", "setpriv", "--pdeathsig", "KILL", .. UserOptions(user), "--", .. command,
        ];
        var info = new ProcessStartInfo("/bin/sh", line) { WorkingDirectory = "/" };
        foreach (var (key, value) in environment) info.Environment[key] = value;

        var server = new Process { StartInfo = info };
        await ProcessStarter.StartAsync(server);
        return new ServerProcess(name, server, log);
    }

    /// <summary>Waits until the server answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds its last lines.</exception>
    public async Task WaitUntilAsync(string what, TimeSpan deadline, Func<Task<bool>> condition)
    {
        await Eventually.Async($"{name}: {what}", deadline, async () => HasExited || await condition(), () => LastLines());
        if (HasExited) throw new InvalidOperationException($"{name} ended with exit code {process.ExitCode}. {LastLines()}");
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>Asks it to end, and kills it if it does not.</summary>
    /// <param name="grace">How long it may take.</param>
    /// <param name="pid">The process to ask, if it is not the one that was started.</param>
    /// <param name="signal">How to ask: SIGTERM, or another number.</param>
    public async Task StopAsync(TimeSpan grace, int? pid = null, int signal = SigTerm)
    {
        if (HasExited) return;
        _ = Kill(pid ?? Id, signal);
        using var patience = new CancellationTokenSource(grace);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>Ends it and all its children at once (SIGKILL), and waits until they are gone.</summary>
    public async Task KillAsync()
    {
        if (HasExited) return;
        List<int> all = [Id, .. ProcessTree.Descendants(Id)];
        process.Kill(entireProcessTree: true);
        await Eventually.Async($"{name} is gone after SIGKILL", KillDeadline, () => !all.Exists(ProcessTree.IsAlive));
        await process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillNow;
        await KillAsync();
        process.Dispose();
    }

    private void KillNow(object? sender, EventArgs e)
    {
        try
        {
            if (!HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was disposed of meanwhile, and is gone. Those who come after this one must have their turn.
        }
    }

    private static IEnumerable<string> UserOptions(string? user) =>
        user is null ? [] : ["--reuid", user, "--regid", user == "nobody" ? "nogroup" : user, "--clear-groups"];

    private string LastLines() =>
        File.Exists(LogFile) ? $"Its last lines:\n{string.Join('\n', File.ReadLines(LogFile).TakeLast(20))}" : "It wrote nothing.";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int pid, int signal);
}
