using System.Runtime.InteropServices;

namespace DuckBus.ApiServer.Certificates;

/// <summary>Gives finished files their names, so that of several who do it at once exactly one succeeds.</summary>
internal static partial class FirstComer
{
    private const int FileExists = 17;

    /// <summary>Names a file unless the name is taken; either way the temporary name is gone afterwards.</summary>
    /// <exception cref="IOException">The file cannot be named, and nobody else has done it.</exception>
    public static void Name(string temporary, string path)
    {
        // On Unix, File.Move looks first and renames then: two who look at the same time both replace the file.
        if (!OperatingSystem.IsWindows() && (Link(temporary, path) == 0 || Marshal.GetLastPInvokeError() == FileExists))
        {
            File.Delete(temporary);
            return;
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string present, string another);
}
