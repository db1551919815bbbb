using System.Diagnostics;

namespace DuckBus.Testing.Cluster;

/// <summary>Runs a command as a person would type it.</summary>
public static class Shell
{
    public static async Task<string> RunAsync(string command, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(command, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {error}{output}");
    }

    public static async Task<(int Code, string Output, string Error)> TryAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
