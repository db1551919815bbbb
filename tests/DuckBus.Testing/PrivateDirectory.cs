using System.Diagnostics;
using System.Globalization;

namespace DuckBus.Testing;

/// <summary>A directory of our own under the temporary one; gone when the test process ends, or when the next one starts.</summary>
public sealed class PrivateDirectory : IDisposable
{
    private const string Prefix = "duckbus-test-";

    static PrivateDirectory() => RemoveLeftovers();

    private PrivateDirectory(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes a directory, owned by the user if one is given.</summary>
    public static PrivateDirectory Create(string purpose, string? owner = null)
    {
        var path = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{purpose}-").FullName;
        if (owner is not null)
        {
            using var chown = Process.Start("chown", [owner, path]);
            chown.WaitForExit();
        }

        var directory = new PrivateDirectory(path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        return directory;
    }

    /// <summary>The path of a file or directory in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose() => Remove(Path);

    // A run that was killed could not clean up. The name says which process that was.
    private static void RemoveLeftovers()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var pid = System.IO.Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !ProcessTree.IsAlive(id)) Remove(path);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Someone else's, or gone already.
        }
    }
}
