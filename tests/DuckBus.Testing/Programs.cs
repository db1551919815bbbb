namespace DuckBus.Testing;

/// <summary>Where programs are.</summary>
internal static class Programs
{
    /// <summary>The path of a program: in the given directories first, then on PATH and where Debian puts daemons.</summary>
    /// <exception cref="InvalidOperationException">It is nowhere; the message says how to get it.</exception>
    public static string Find(string name, string remedy, params IEnumerable<string> directories) =>
        TryFind(name, directories)
        ?? throw new InvalidOperationException($"{name} was not found: {remedy}");

    /// <summary>The path of a program, or null.</summary>
    public static string? TryFind(string name, params IEnumerable<string> directories) =>
        directories
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(["/usr/sbin", "/sbin"])
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
