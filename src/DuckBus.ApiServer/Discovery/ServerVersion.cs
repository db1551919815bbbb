using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Discovery;

/// <summary>Which Kubernetes the server behaves like, and which DuckBus it is.</summary>
internal static class ServerVersion
{
    /// <summary>The version, as <c>kubectl version</c> shows it.</summary>
    public static string GitVersion { get; } = $"v1.33.0+duckbus-{typeof(ServerVersion).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The document at <c>/version</c>.</summary>
    public static JsonObject Document() => new()
    {
        ["major"] = "1",
        ["minor"] = "33",
        ["gitVersion"] = GitVersion,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-11-21T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = ".NET",
        ["platform"] = Platform,
    };

    /// <summary>Operating system and architecture, in the words of Kubernetes.</summary>
    private static string Platform => (OperatingSystem.IsWindows() ? "windows/" : OperatingSystem.IsMacOS() ? "darwin/" : "linux/")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64");
}
