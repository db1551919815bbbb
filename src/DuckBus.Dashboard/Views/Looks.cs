using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Views;

/// <summary>How states look and how they are said. Each differs from the others in shape and sign, not in colour alone.</summary>
public static class Looks
{
    /// <summary>All states of a pod, in the order of the legend.</summary>
    public static IReadOnlyList<(PodState State, string Look, string Sign, string Words)> Pods { get; } =
    [
        (PodState.Waiting, "waiting", "…", "waits for a node"),
        (PodState.Starting, "starting", "▲", "is starting"),
        (PodState.Running, "running", "◔", "runs, not ready"),
        (PodState.Ready, "ready", "✓", "is ready"),
        (PodState.Crashed, "crashed", "✕", "has crashed"),
        (PodState.Stuck, "stuck", "!", "cannot start"),
        (PodState.Stopping, "stopping", "▼", "is stopping"),
        (PodState.Lost, "lost", "?", "lost with its node"),
        (PodState.Done, "done", "■", "has finished"),
        (PodState.Failed, "failed", "✕", "has failed"),
        (PodState.Gone, "gone", "", "is gone"),
    ];

    /// <summary>The sign of a tone.</summary>
    public static string SignOf(Tone tone) => tone switch
    {
        Tone.Declared => "+",
        Tone.Step => "→",
        Tone.Good => "✓",
        Tone.Bad => "✕",
        Tone.Ended => "−",
        Tone.Bus => "↻",
        _ => "★",
    };

    /// <summary>The name of a tone's look.</summary>
    public static string ToneOf(Tone tone) => "tone-" + tone.ToString().ToLowerInvariant();

    internal static (string Look, string Sign, string Words) Of(PodState state)
    {
        var (_, look, sign, words) = Pods.First(pod => pod.State == state);
        return (look, sign, words);
    }
}
