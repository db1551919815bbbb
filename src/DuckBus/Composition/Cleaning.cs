using DuckBus.Kubelet.Docker;
using DuckBus.Scenes.Clusters;

namespace DuckBus.Composition;

/// <summary><c>duckbus clean</c>: removes what DuckBus made, and nothing else, however the last run ended.</summary>
internal static class Cleaning
{
    /// <summary>Removes files, containers, networks and, unless one cluster is named, images; says how many. Of a cluster that is named, only what is its own.</summary>
    public static async Task RunAsync(Host host)
    {
        var directory = Path.GetFullPath(host.Settings.Data);
        var state = DataDirectory.Clean(directory, host.Settings.Cluster);
        foreach (var kept in state.Kept)
            await Console.Out.WriteLineAsync($"Kept {kept}");
        if (state.Removed || state.Kept.Count == 0)
            await Console.Out.WriteLineAsync(state.Removed ? $"Removed the state in {directory}" : $"No state in {directory}");

        if (host.Settings.Cluster is null && PrivateDirectory.RemoveLeftovers() is > 0 and var scenes)
            await Console.Out.WriteLineAsync($"Removed {scenes} directories of scenes that were killed");

        var probe = await DockerProbe.RunAsync(host.Time, host.Stopping);
        if (probe is not { Available: true, Endpoint: { } engine })
        {
            if (probe.Forbidden) throw new CannotStartException(probe.Why);
            await Console.Out.WriteLineAsync("No Docker engine answers, so there is nothing to remove from it");
            return;
        }

        var log = host.Logs.CreateLogger("clean");
        var stack = await StackCleaner.CleanAsync(engine, host.Settings.Cluster, host.Time, log, host.Stopping);
        var removed = await DockerCleaner.CleanAsync(engine, host.Settings.Cluster, patience: null, host.Time, log, host.Stopping);
        await Console.Out.WriteLineAsync($"Removed {stack.Containers + removed.Containers} containers, {stack.Networks + removed.Networks} networks, {removed.Images} images");
        foreach (var kept in stack.Kept.Concat(removed.Kept))
            await Console.Out.WriteLineAsync($"Kept {kept}");
    }
}
