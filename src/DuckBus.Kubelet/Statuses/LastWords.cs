using System.Text;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Statuses;

/// <summary>The termination message of containers that failed and want the end of their output to be it (FallbackToLogsOnError).</summary>
internal sealed class LastWords(IContainerRuntime runtime)
{
    private const int MostLines = 80;
    private const int MostBytes = 2048;

    // A container may be over before anybody looked, so what counts is whether its words were read.
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The state with the last words of containers that are over.</summary>
    public async Task<PodState> ReadAsync(Pod pod, PodState state, CancellationToken cancellationToken)
    {
        foreach (var container in pod.Spec.AllContainers().Where(one => one.TerminationMessagePolicy == "FallbackToLogsOnError"))
            if (state.Of(container.Name) is { IsOver: true, Id: { } id, End: { ExitCode: not 0, Message: null } end } && read.Add(id))
            {
                var words = await ReadAsync(id, cancellationToken);
                state = state.With(container.Name, record => record with { End = end with { Message = words } });
            }

        return state;
    }

    private async Task<string?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        try
        {
            await foreach (var line in runtime.LogsAsync(id, new LogOptions(TailLines: MostLines), cancellationToken)) text.Append(line.Text).Append('\n');
        }
        catch (RuntimeException)
        {
            // The container is gone, and its output with it.
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length == 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - MostBytes)));
    }
}
