using System.Globalization;
using System.Text;

namespace DuckBus.Store.Embedded;

/// <summary>Keeps a second process out of a data directory. The system releases it when the process dies, however that happens.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Creates the directory if need be, and takes it.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be written, or another process has it.</exception>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(directory, e);
        }

        var path = Path.Combine(directory, "lock");
        try
        {
            var taken = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            taken.SetLength(0);
            taken.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            taken.Flush();
            return new(taken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(directory, e);
        }
        catch (IOException e)
        {
            throw Holder(path) is { } process
                ? new StoreUnavailableException($"the data directory {directory} is in use by process {process}: stop it, or use another directory", e)
                : Unusable(directory, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static StoreUnavailableException Unusable(string directory, Exception cause) => new(
        $"the data directory {directory} cannot be written: {cause.Message} Give this user the right to write it, or use another directory", cause);

    /// <summary>Who wrote its number into the lock file, if it can be read.</summary>
    private static string? Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd() is { Length: > 0 } process ? process : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
