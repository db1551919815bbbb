using System.Diagnostics;
using System.Text;

namespace DuckBus.Testing.Kubernetes;

/// <summary>A program that runs: its output as it comes, and its input.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Lock mutex = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly string command;
    private readonly Process process;
    private Task reading = Task.CompletedTask;

    private RunningProgram(string command, Process process)
    {
        this.command = command;
        this.process = process;
    }

    /// <summary>What it printed so far, and what it complained about.</summary>
    public ProgramResult Result
    {
        get
        {
            lock (mutex) return new ProgramResult(command, process.HasExited ? process.ExitCode : -1, output.ToString(), error.ToString());
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="command">What is typed, for messages.</param>
    /// <param name="start">The program and its arguments.</param>
    public static async Task<RunningProgram> StartAsync(string command, ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        var result = new RunningProgram(command, new Process { StartInfo = start });
        await ProcessStarter.StartAsync(result.process);
        result.reading = Task.WhenAll(
            result.ReadAsync(result.process.StandardOutput, result.output), result.ReadAsync(result.process.StandardError, result.error));
        return result;
    }

    /// <summary>Types into it.</summary>
    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its input.</summary>
    public void EndInput() => process.StandardInput.Close();

    /// <summary>Waits until it has printed something.</summary>
    public Task SaysAsync(string expected, TimeSpan? deadline = null) =>
        Eventually.Async($"{command} says {expected}", deadline ?? TimeSpan.FromSeconds(20), () => Wording.Has(Result.Screen, expected), () => $"{Result}");

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<ProgramResult> EndAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            await reading.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{command} did not end within {limit.TotalSeconds:0} s.\n{Result}", e);
        }

        return Result;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var read)
            lock (mutex)
                to.Append(buffer, 0, read);
    }
}
