using System.Text;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Runs a command in the container: exit code 0 is success.</summary>
internal static class ExecCheck
{
    private const int MostOutput = 10 * 1024;

    /// <summary>Runs the command and waits for its end.</summary>
    public static async Task<ProbeResult> RunAsync(
        IContainerRuntime runtime, ProbeTarget target, ExecAction exec, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var streams = new ContainerStreams { Stdout = output, Stderr = output };
        var exitCode = await runtime.ExecAsync(target.Id, exec.Command ?? [], streams, cancellationToken);
        var said = Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)Math.Min(output.Length, MostOutput));
        return new ProbeResult(exitCode == 0, said.Length > 0 || exitCode == 0 ? said : $"command exited with {exitCode}");
    }
}
