namespace DuckBus.Composition;

/// <summary>What DuckBus leaves in its data directory, and how to remove that and nothing else.</summary>
internal static class DataDirectory
{
    private static readonly string[] Folders = ["store", "nodes", "pki"];
    private static readonly string[] Others = ["push", "monolith"];
    private static readonly string[] Files = ["kubeconfig", "kubeconfig.new"];

    /// <summary>Removes what DuckBus made there, also what the other designs keep below it, and the directory itself if it is empty then.</summary>
    /// <param name="directory">The directory. One that DuckBus never ran in is not touched.</param>
    /// <param name="cluster">Only what says that it is of this cluster; null for all.</param>
    /// <exception cref="CannotStartException">A DuckBus runs in it.</exception>
    public static DataCleaning Clean(string directory, string? cluster)
    {
        var kept = new List<string>();
        var removed = Others.Select(other => Path.Combine(directory, other)).Count(other => CleanOne(other, cluster, kept));
        return new DataCleaning(CleanOne(directory, cluster, kept) || (removed > 0 && RemoveIfEmpty(directory)), kept);
    }

    private static bool CleanOne(string directory, string? cluster, List<string> kept)
    {
        if (!IsOurs(directory)) return false;
        var clusters = Nodes(directory).Prepend(directory).Select(DirectoryLock.ClusterOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (cluster is not null && (clusters.Count != 1 || clusters[0] != cluster))
        {
            kept.Add($"the state in {directory}: it {(clusters.Count == 0 ? "does not say of which cluster it is" : $"is of cluster {string.Join(", ", clusters)}")}");
            return false;
        }

        foreach (var used in Nodes(directory).Prepend(directory))
            DirectoryLock.Take(used).Dispose();
        foreach (var folder in Folders.Select(name => Path.Combine(directory, name)).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Files)
            File.Delete(Path.Combine(directory, file));
        DirectoryLock.Forget(directory);
        return RemoveIfEmpty(directory);
    }

    private static bool RemoveIfEmpty(string directory)
    {
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
        return true;
    }

    private static bool IsOurs(string directory) => Nodes(directory).Prepend(directory).Any(DirectoryLock.WasTaken);

    private static string[] Nodes(string directory)
    {
        var nodes = Path.Combine(directory, "nodes");
        return Directory.Exists(nodes) ? Directory.GetDirectories(nodes) : [];
    }
}
