using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;

namespace DuckBus.Composition;

/// <summary><c>duckbus images</c>: builds what containers run which name no image.</summary>
internal static class Images
{
    /// <summary>Makes sure of the duck image, and says its id.</summary>
    public static async Task RunAsync(Host host)
    {
        var id = await DuckImage.EnsureAsync(
            DockerEndpoint.FromEnvironment(), host.Time, host.Logs.CreateLogger("images"), host.Stopping);
        await Console.Out.WriteLineAsync($"{DuckImage.Name} is ready ({id})");
    }
}
