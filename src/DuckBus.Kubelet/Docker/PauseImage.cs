using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Docker;

/// <summary>The image of every sandbox: one program of some two hundred bytes that sleeps.</summary>
internal static class PauseImage
{
    /// <summary>Name and tag.</summary>
    public const string Name = "duckbus/pause:local";

    /// <summary>The image for an engine's architecture (<c>amd64</c>, <c>arm64</c>).</summary>
    /// <exception cref="DockerException">The program does not exist for that architecture.</exception>
    public static ImportedImage For(string architecture)
    {
        var program = PauseProgram.For(architecture)
            ?? throw new DockerException($"the engine runs on {architecture}; DuckBus has its pause program for amd64 and arm64");
        return new ImportedImage(
            "duckbus/pause",
            "local",
            ContentHash.Of([architecture, Convert.ToHexString(program)]),
            ["ENTRYPOINT [\"/pause\"]"],
            async cancellationToken => await Layer.WriteAsync([Layer.Program("pause", program)], cancellationToken));
    }
}
