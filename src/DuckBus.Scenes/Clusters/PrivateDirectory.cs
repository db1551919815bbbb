using System.Diagnostics;
using System.Globalization;

namespace DuckBus.Scenes.Clusters;

/// <summary>Directories that scenes work in. Their names tell which process made them, so that what a killed one left can be told and removed.</summary>
public static class PrivateDirectory
{
    private const string Prefix = "duckbus-scene-";

    /// <summary>Makes one.</summary>
    /// <param name="purpose">What for, for people who look.</param>
    internal static string Create(string purpose) =>
        Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{purpose}-").FullName;

    /// <summary>Removes one; what cannot be removed at this moment is left to <see cref="RemoveLeftovers"/>.</summary>
    internal static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that was killed is just letting go of a file, or it is somebody else's.
        }
    }

    /// <summary>Removes what processes left that no longer run.</summary>
    /// <returns>How many directories.</returns>
    public static int RemoveLeftovers()
    {
        var leftovers = Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsOfTheDead).ToList();
        leftovers.ForEach(Remove);
        return leftovers.Count(directory => !Directory.Exists(directory));
    }

    private static bool IsOfTheDead(string directory)
    {
        if (!int.TryParse(Path.GetFileName(directory)[Prefix.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var owner)) return false;
        try
        {
            using var process = Process.GetProcessById(owner);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
