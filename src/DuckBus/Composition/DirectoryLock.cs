using System.Globalization;

namespace DuckBus.Composition;

/// <summary>Keeps two processes out of one directory. The lock is the kernel's, so it goes with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string LockName = ".lock";
    private const string OwnerName = ".pid";
    private const string ClusterName = ".cluster";
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Creates the directory if need be, and takes it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="cluster">The cluster whose state it holds, to be told by <see cref="ClusterOf"/>; null says nothing.</param>
    /// <exception cref="CannotStartException">It cannot be written, or another process has it.</exception>
    public static DirectoryLock Take(string directory, string? cluster = null)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var held = new FileStream(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // In a file of its own, since a locked file cannot even be read.
            File.WriteAllText(Path.Combine(directory, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            if (cluster is not null) File.WriteAllText(Path.Combine(directory, ClusterName), cluster);
            return new DirectoryLock(held);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CannotStartException($"data directory {Path.GetFullPath(directory)} cannot be written: permission denied; choose another with --data");
        }
        catch (IOException e)
        {
            throw new CannotStartException(IsLocked(e)
                ? $"data directory {Path.GetFullPath(directory)} is in use by another duckbus (process {Owner(directory)}); stop it, or choose another with --data"
                : $"data directory {Path.GetFullPath(directory)} cannot be written: {e.Message.TrimEnd('.')}; choose another with --data");
        }
    }

    /// <summary>Whether a DuckBus ever had the directory.</summary>
    public static bool WasTaken(string directory) => File.Exists(Path.Combine(directory, LockName));

    /// <summary>The cluster whose state a directory holds; null if nobody said.</summary>
    public static string? ClusterOf(string directory) =>
        Path.Combine(directory, ClusterName) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>Removes all trace that a DuckBus had the directory.</summary>
    public static void Forget(string directory)
    {
        File.Delete(Path.Combine(directory, LockName));
        File.Delete(Path.Combine(directory, OwnerName));
        File.Delete(Path.Combine(directory, ClusterName));
    }

    /// <summary>Lets the directory go. The file stays: removing it could take it from under one who waits for it.</summary>
    public void Dispose() => file.Dispose();

    // What the system says to a file that is locked: EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.
    private static bool IsLocked(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Owner(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, OwnerName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
