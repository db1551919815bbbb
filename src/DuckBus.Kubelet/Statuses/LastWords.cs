using System.Text;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Statuses;

/// <summary>The termination message of containers: what they left in a file or, for those that failed and want that, the end of their output.</summary>
internal sealed class LastWords(IContainerRuntime runtime)
{
    private const int MostOfFile = 4096;
    private const int MostLines = 80;
    private const int MostOfOutput = 2048;

    // A container may be over before anybody looked, so what counts is whether its words were read.
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The state with the last words of containers that are over.</summary>
    public async Task<PodState> ReadAsync(Pod pod, PodState state, CancellationToken cancellationToken)
    {
        foreach (var container in pod.Spec.AllContainers().Where(one => HasFile(one) || FallsBack(one)))
            if (state.Of(container.Name) is { IsOver: true, Id: { } id, End: { Message: null } end } && read.Add(id))
            {
                var words = HasFile(container) ? await FileAsync(id, container.TerminationMessagePath!, cancellationToken) : null;
                if (words is null && end.ExitCode != 0 && FallsBack(container)) words = await OutputAsync(id, cancellationToken);
                if (words is not null) state = state.With(container.Name, record => record with { End = end with { Message = words } });
            }

        return state;
    }

    private static bool FallsBack(Container container) => container.TerminationMessagePolicy == "FallbackToLogsOnError";

    /// <summary>Whether the file outlives the container: what is in /dev is in its memory.</summary>
    private static bool HasFile(Container container) =>
        container.TerminationMessagePath is ['/', ..] path && !path.StartsWith("/dev/", StringComparison.Ordinal);

    private async Task<string?> FileAsync(string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            return Text(await runtime.ReadFileAsync(id, path, MostOfFile, cancellationToken) ?? []);
        }
        catch (RuntimeException)
        {
            // The container is gone, and its files with it.
            return null;
        }
    }

    private async Task<string?> OutputAsync(string id, CancellationToken cancellationToken)
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
        return Text(bytes.AsSpan(Math.Max(0, bytes.Length - MostOfOutput)));
    }

    private static string? Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);
}
