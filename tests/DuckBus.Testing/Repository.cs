namespace DuckBus.Testing;

/// <summary>The files of this repository, found from where the tests were built.</summary>
public static class Repository
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>A file or directory of it.</summary>
    public static string Path(string relative = "") => System.IO.Path.Combine(Root.Value, relative);

    /// <summary>The directory of the product as it is shipped, compiled ahead, of the same configuration as the tests.</summary>
    public static string Product =>
        Path($"artifacts/bin/DuckBus/{new DirectoryInfo(AppContext.BaseDirectory).Name}");

    /// <summary>The program itself.</summary>
    public static string Program => System.IO.Path.Combine(Product, "duckbus");

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "DuckBus.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException($"no DuckBus.sln above {AppContext.BaseDirectory}");
    }
}
