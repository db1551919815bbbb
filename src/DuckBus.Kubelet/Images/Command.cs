using System.ComponentModel;
using System.Diagnostics;

namespace DuckBus.Kubelet.Images;

/// <summary>Runs a program of this machine.</summary>
internal static class Command
{
    /// <summary>The exit code and what was printed; -1 if there is no such program.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output)[0]);
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }
    }
}
