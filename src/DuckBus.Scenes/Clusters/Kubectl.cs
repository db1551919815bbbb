using System.Diagnostics;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>The real kubectl.</summary>
/// <param name="kubeconfig">Where the cluster is, and the credentials for it.</param>
/// <param name="server">The cluster's address, whatever the kubeconfig says and whether it is there or not; null for what it says.</param>
internal sealed class Kubectl(string kubeconfig, Uri? server = null)
{
    /// <summary>Runs it, and returns what it says.</summary>
    /// <exception cref="CannotPlayException">It is not installed.</exception>
    /// <exception cref="ClaimFailedException">It fails; the message is its own.</exception>
    public async Task<string> RunAsync(CancellationToken stop, params IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo("kubectl", [.. server is null ? Array.Empty<string>() : ["--server", server.ToString()], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["KUBECONFIG"] = kubeconfig;
        using var process = new Process { StartInfo = info };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CannotPlayException("this scene is about kubectl, which is not on the PATH: https://kubernetes.io/docs/tasks/tools");
        }

        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0
            ? await output
            : throw new ClaimFailedException($"kubectl {string.Join(' ', arguments)}: {(await error).Trim()}");
    }
}
