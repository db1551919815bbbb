using System.Security.Cryptography;

namespace DuckBus.ApiServer.Certificates;

/// <summary>
/// The files with keys and certificates, made once and kept. Two processes that start at the same time in one directory
/// agree: whoever is first wins, and the other reads what is there.
/// </summary>
/// <param name="directory">Where they are.</param>
public sealed class KeyFiles(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The private key in a file; it is made if it is not there.</summary>
    /// <exception cref="KeyFileException">The file cannot be read or written, or holds no key.</exception>
    public ECDsa Key(string name)
    {
        var pem = ReadOrCreate(name, static () =>
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return fresh.ExportPkcs8PrivateKeyPem() + "\n";
        });
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw Unreadable(name, "it holds no private key", e);
        }
    }

    /// <summary>The text in a file; it is made if it is not there.</summary>
    /// <exception cref="KeyFileException">The file cannot be read or written.</exception>
    public string ReadOrCreate(string name, Func<string> create)
    {
        var path = Path.Combine(directory, name);
        try
        {
            Directory.CreateDirectory(directory);
            if (!File.Exists(path)) CreateOnce(path, create());
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(name, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>What to tell a person whose file is of no use.</summary>
    public KeyFileException Unreadable(string name, string why, Exception? inner = null) =>
        new($"{Path.GetFullPath(Path.Combine(directory, name))} cannot be used: {why}; remove {Path.GetFullPath(directory)} to get new keys", inner);

    private static void CreateOnce(string path, string text)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new StreamWriter(temporary, options)) file.Write(text);
        // Nobody ever sees half of one, and the first one stays.
        FirstComer.Name(temporary, path);
    }
}
