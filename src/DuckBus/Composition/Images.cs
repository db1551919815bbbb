using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;

namespace DuckBus.Composition;

/// <summary><c>duckbus images</c>: builds the images that DuckBus makes itself.</summary>
internal static class Images
{
    /// <summary>Makes sure of what containers run which name no image, and of what answers behind services; says their ids.</summary>
    public static async Task RunAsync(Host host)
    {
        var (engine, log) = (DockerEndpoint.FromEnvironment(), host.Logs.CreateLogger("images"));
        var duck = await DuckImage.EnsureAsync(engine, host.Time, log, host.Stopping);
        await Console.Out.WriteLineAsync($"{DuckImage.Name} is ready ({duck})");
        var gateway = await GatewayImage.EnsureAsync(engine, host.Time, log, host.Stopping);
        await Console.Out.WriteLineAsync($"{GatewayImage.Name} is ready ({gateway})");
    }
}
