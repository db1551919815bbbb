using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Volumes;

/// <summary>What has to be written so that a volume shows other files. Pure.</summary>
internal static class VolumeChange
{
    /// <summary>The next version of a volume; null if it is as it should be.</summary>
    public static VolumeContent? Between(VolumeContent? before, VolumeContent now)
    {
        if (before is null) return now;
        if (now.Files is null || Same(before.Files, now.Files)) return null;
        var names = now.Files.Select(Top).ToHashSet(StringComparer.Ordinal);
        return now with
        {
            Version = before.Version + 1,
            Removed = [.. (before.Files ?? []).Select(Top).Distinct(StringComparer.Ordinal).Where(name => !names.Contains(name))],
        };
    }

    private static string Top(VolumeFile file) => file.Path.Split('/')[0];

    private static bool Same(IReadOnlyList<VolumeFile>? before, IReadOnlyList<VolumeFile> now) =>
        before is not null && before.Count == now.Count
        && before.OrderBy(file => file.Path, StringComparer.Ordinal).Zip(now.OrderBy(file => file.Path, StringComparer.Ordinal))
            .All(pair => pair.First.Path == pair.Second.Path && pair.First.Mode == pair.Second.Mode
                && pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span));
}
