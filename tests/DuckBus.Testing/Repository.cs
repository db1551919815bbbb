namespace DuckBus.Testing;

/// <summary>The files of this repository, found from where the tests were built.</summary>
public static class Repository
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>A file or directory of it.</summary>
    public static string Path(string relative = "") => System.IO.Path.Combine(Root.Value, relative);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "DuckBus.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException($"no DuckBus.sln above {AppContext.BaseDirectory}");
    }
}
