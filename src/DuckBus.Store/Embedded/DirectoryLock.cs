using System.Globalization;

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

        var holder = Path.Combine(directory, "pid");
        FileStream? taken = null;
        try
        {
            taken = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(taken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (taken is not null && e is IOException))
        {
            taken?.Dispose();
            throw Unusable(directory, e);
        }
        catch (IOException e)
        {
            throw Read(holder) is { } process
                ? new StoreUnavailableException($"the data directory {directory} is in use by process {process}: stop it, or use another directory", e)
                : Unusable(directory, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static StoreUnavailableException Unusable(string directory, Exception cause) => new(
        $"the data directory {directory} cannot be written: {cause.Message} Give this user the right to write it, or use another directory", cause);

    private static string? Read(string holder)
    {
        try
        {
            return File.ReadAllText(holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
