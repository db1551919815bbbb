using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images.Gateway;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Images;

/// <summary>
/// <c>duckbus/gateway:local</c>, what answers behind the addresses of services: the gateway's program on the .NET runtime that DuckBus itself runs
/// on, and a busybox. Where that runtime does not fit the engine, the public image of the .NET runtime takes its place.
/// </summary>
public static class GatewayImage
{
    /// <summary>Name and tag.</summary>
    public const string Name = Repository + ":" + Tag;

    /// <summary>Where the image has busybox.</summary>
    internal const string Shell = "/gateway/busybox";

    /// <summary>Where the image has the libraries of the runtime.</summary>
    internal const string LibraryDirectory = "/dotnet/lib";

    private const string Repository = "duckbus/gateway";
    private const string Tag = "local";

    private const string PublicRuntime = "mcr.microsoft.com/dotnet/runtime:10.0";

    // The route takes a right that the program itself does not need.
    private const string Start = "ip route replace local $DUCKBUS_SERVICE_RANGE dev lo && exec dotnet /gateway/DuckBus.Gateway.dll";

    private const string RuntimeConfig = """
        {"runtimeOptions": {
          "tfm": "net10.0", "rollForward": "latestMinor", "framework": {"name": "Microsoft.NETCore.App", "version": "10.0.0"},
          "configProperties": {
            "System.GC.Concurrent": false, "System.GC.Server": false, "System.Globalization.Invariant": true,
            "System.Diagnostics.Tracing.EventSource.IsSupported": false}}}
        """;

    private static readonly string[] Applets =
        ["cat", "grep", "ip", "ls", "nc", "netstat", "nslookup", "ping", "ps", "sh", "sleep", "top", "wget"];

    private static readonly string[] Changes =
    [
        "ENV PATH=/gateway/bin:/dotnet:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        $"ENV LD_LIBRARY_PATH={LibraryDirectory}",
        // Without: the runtime would want to write to /tmp.
        "ENV DOTNET_EnableDiagnostics=0",
        $"ENTRYPOINT [\"{Shell}\", \"sh\", \"-c\", \"{Start}\"]",
    ];

    private static string Program => typeof(ServiceRange).Assembly.Location;

    /// <summary>Makes sure that the engine has the image as this version of DuckBus wants it. Fast if it does.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="log">Says what was built.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the image.</returns>
    /// <exception cref="DockerException">The engine cannot be used, or what the image is made of is not to be had; the message says what to do.</exception>
    public static async Task<string> EnsureAsync(
        DockerEndpoint endpoint, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using var docker = new DockerClient(endpoint, time, log);
        return await EnsureAsync(docker, log, cancellationToken);
    }

    /// <inheritdoc cref="EnsureAsync(DockerEndpoint, TimeProvider, ILogger, CancellationToken)"/>
    internal static async Task<string> EnsureAsync(DockerClient docker, ILogger log, CancellationToken cancellationToken)
    {
        var engine = await docker.VersionAsync(cancellationToken);
        var content = ContentOf(engine.Arch);
        if (await docker.FindImageAsync(Name, cancellationToken) is { } there && there.Config?.Labels?.GetValueOrDefault(DockerLabels.ImageContent) == content)
            return there.Id;
        var runtime = await DotNetRuntime.FindAsync(engine.Arch, cancellationToken);
        return await For(engine.Arch, runtime, new BusyBox(docker, log), PublicRuntime).EnsureAsync(docker, log, cancellationToken);
    }

    /// <summary>The image for an architecture, on a runtime of this machine or, without one, on an image that has it.</summary>
    internal static ImportedImage For(string architecture, DotNetRuntime? runtime, BusyBox busybox, string runtimeImage) => new(
        Repository,
        Tag,
        ContentOf(architecture),
        Changes,
        async cancellationToken => await Layer.SpoolAsync(
            (runtime?.Entries(Program) ?? []).Concat(await OwnAsync(await busybox.GetAsync(architecture, cancellationToken), cancellationToken)),
            cancellationToken))
    {
        Base = runtime is null ? runtimeImage : null,
    };

    // Not where the runtime comes from: a kubelet on the machine and one in a container must not replace each other's gateway.
    private static string ContentOf(string architecture) => ContentHash.Of([
        architecture, $"{Environment.Version}", RuntimeConfig, .. Changes, .. Applets, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Program))),
    ]);

    private static async Task<IEnumerable<TarEntry>> OwnAsync(byte[] busybox, CancellationToken cancellationToken) =>
    [
        Layer.Text("gateway/DuckBus.Gateway.dll", await File.ReadAllBytesAsync(Program, cancellationToken)),
        Layer.Text("gateway/DuckBus.Gateway.runtimeconfig.json", Encoding.UTF8.GetBytes(RuntimeConfig)),
        Layer.Program(Shell[1..], busybox),
        .. Applets.Select(applet => Layer.Link("gateway/bin/" + applet, "../busybox")),
    ];
}
