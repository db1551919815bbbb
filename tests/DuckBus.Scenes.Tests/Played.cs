using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Scenes.Tests;

/// <summary><c>duckbus scene</c>, with the program that was built.</summary>
internal static class Played
{
    public static Task<DuckBusProcess> StartAsync(params string[] arguments) => DuckBusProcess.StartAsync(
        "scene", new Dictionary<string, string>(StringComparer.Ordinal), ["scene", .. arguments, "--port", $"{FreePort.Next()}", "--push-port", $"{FreePort.Next()}"]);
}
