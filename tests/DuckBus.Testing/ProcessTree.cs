using System.Globalization;

namespace DuckBus.Testing;

/// <summary>What the kernel says about processes.</summary>
public static class ProcessTree
{
    /// <summary>Whether a process of this id runs (a zombie does not).</summary>
    public static bool IsAlive(int pid) => Stat(pid) is { State: not ("Z" or "X") };

    /// <summary>The children of a process, their children, and so on.</summary>
    public static IReadOnlyList<int> Descendants(int pid)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(id => Stat(id)?.Parent ?? 0);
        List<int> found = [.. children[pid]];
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i]]);
        return found;
    }

    private static (string State, int Parent)? Stat(int pid)
    {
        try
        {
            // pid (name) state parent …; the name may hold anything, so read from its closing parenthesis.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
