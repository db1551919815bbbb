using System.Globalization;

namespace DuckBus.Composition;

/// <summary>Keeps two processes out of one directory. The lock is the kernel's, so it goes with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = ".lock";
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Creates the directory if need be, and takes it.</summary>
    /// <exception cref="CannotStartException">It cannot be written, or another process has it.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DirectoryLock(file);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CannotStartException($"data directory {Path.GetFullPath(directory)} cannot be written: permission denied; choose another with --data");
        }
        catch (IOException e)
        {
            throw new CannotStartException(Owner(path) is { } owner
                ? $"data directory {Path.GetFullPath(directory)} is in use by another duckbus (process {owner}); stop it, or choose another with --data"
                : $"data directory {Path.GetFullPath(directory)} cannot be written: {e.Message}; choose another with --data");
        }
    }

    /// <summary>Lets the directory go. The file stays: removing it could take it from under one who waits for it.</summary>
    public void Dispose() => _file.Dispose();

    private static string? Owner(string path)
    {
        try
        {
            // Sharing both ways takes no lock, so that the file of another process can be read.
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd() is { Length: > 0 } owner ? owner : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
