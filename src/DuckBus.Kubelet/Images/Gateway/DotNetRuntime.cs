using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace DuckBus.Kubelet.Images.Gateway;

/// <summary>
/// The .NET runtime that this process runs on, as files of an image: only what a given program needs, below <c>/dotnet</c>. With it an image is
/// made where no registry is in reach.
/// </summary>
/// <param name="Root">Where <c>dotnet</c> lies.</param>
/// <param name="Framework">Where the framework's assemblies lie.</param>
/// <param name="Libraries">The libraries of this machine that its native parts are linked with, and their loader.</param>
internal sealed record DotNetRuntime(string Root, string Framework, IReadOnlyList<string> Libraries)
{
    private const string FrameworkName = "Microsoft.NETCore.App";

    // Not those for debugging, cryptography, globalization and compression.
    private static readonly string[] Natives = ["libcoreclr.so", "libclrjit.so", "libhostpolicy.so", "libSystem.Native.so"];

    /// <summary>Its version, which names its directory.</summary>
    public string Version => Path.GetFileName(Framework);

    private string Muxer => Path.Combine(Root, "dotnet");

    private string HostResolver => Path.Combine(Root, "host", "fxr", Version, "libhostfxr.so");

    private string Manifest => Path.Combine(Framework, FrameworkName + ".deps.json");

    private IEnumerable<string> NativeFiles => Natives.Select(name => Path.Combine(Framework, name)).Append(HostResolver);

    /// <summary>
    /// The runtime, if it is one that runs on an engine of that architecture (in Docker's words) and lies in files of its own; else null.
    /// </summary>
    public static async Task<DotNetRuntime?> FindAsync(string architecture, CancellationToken cancellationToken)
    {
        var mine = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "amd64", Architecture.Arm64 => "arm64", _ => "" };
        if (!OperatingSystem.IsLinux() || architecture != mine || typeof(object).Assembly.Location is not { Length: > 0 } core) return null;
        var framework = Path.GetDirectoryName(core)!;
        var runtime = new DotNetRuntime(Path.GetFullPath(Path.Combine(framework, "..", "..", "..")), framework, []);
        if (!runtime.NativeFiles.Append(runtime.Muxer).Append(runtime.Manifest).All(File.Exists)) return null;
        return await SharedLibraries.OfAsync(runtime.Muxer, runtime.NativeFiles, cancellationToken) is { } libraries
            ? runtime with { Libraries = libraries }
            : null;
    }

    /// <summary>The entries of a layer. Each file is read when its entry is written.</summary>
    /// <param name="program">The program that has to run.</param>
    public IEnumerable<TarEntry> Entries(string program)
    {
        var files = Natives.Select(name => Path.Combine(Framework, name)).Concat(AssemblyClosure.Of(program, Framework)).ToList();
        var names = files.Select(file => Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal);
        var shared = $"dotnet/shared/{FrameworkName}/{Version}/";
        yield return Layer.Text(shared + Path.GetFileName(Manifest), FrameworkManifest.Only(File.ReadAllText(Manifest), names.Contains));
        yield return Layer.Copy("dotnet/dotnet", Muxer);
        yield return Layer.Copy($"dotnet/host/fxr/{Version}/libhostfxr.so", HostResolver);
        foreach (var file in files) yield return Layer.Copy(shared + Path.GetFileName(file), file);
        foreach (var library in Libraries) yield return Layer.Copy(PlaceOf(library), library);
    }

    // The loader is named by its path in every program; it finds the others by LD_LIBRARY_PATH, wherever this system keeps them.
    private static string PlaceOf(string library) => Path.GetFileName(library) is var name && name.StartsWith("ld-", StringComparison.Ordinal)
        ? library[1..]
        : GatewayImage.LibraryDirectory[1..] + "/" + name;
}
