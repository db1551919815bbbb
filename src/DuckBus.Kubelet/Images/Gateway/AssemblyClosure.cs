using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DuckBus.Kubelet.Images.Gateway;

/// <summary>Which assemblies a program needs: those that it references, and those that these reference.</summary>
internal static class AssemblyClosure
{
    // What the runtime loads without anybody referencing it.
    private static readonly string[] Hidden = ["System.Private.CoreLib", "System.Runtime"];

    /// <summary>The files of a directory that a program needs, in order of their names.</summary>
    /// <param name="program">The program.</param>
    /// <param name="directory">Where what it references lies.</param>
    public static IReadOnlyList<string> Of(string program, string directory)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(Hidden.Concat(References(program)));
        while (open.TryDequeue(out var name))
        {
            var file = Path.Combine(directory, name + ".dll");
            if (!File.Exists(file) || !found.Add(file)) continue;
            foreach (var reference in References(file)) open.Enqueue(reference);
        }

        return [.. found];
    }

    private static string[] References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        if (!image.HasMetadata) return [];
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }
}
