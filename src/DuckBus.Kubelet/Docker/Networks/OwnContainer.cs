using System.Text.RegularExpressions;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>The container that this process runs in, if it runs in one.</summary>
internal static partial class OwnContainer
{
    private const string Mounts = "/proc/self/mountinfo";

    // Docker puts it into every container.
    private const string Mark = "/.dockerenv";

    /// <summary>Whether there is one, of whichever engine.</summary>
    public static bool IsThere => File.Exists(Mark);

    /// <summary>The container; null outside of one, or in one of another engine.</summary>
    public static async Task<ContainerDetails?> FindAsync(DockerClient docker, CancellationToken cancellationToken)
    {
        if (!File.Exists(Mounts)) return null;
        var id = IdOf(await File.ReadAllLinesAsync(Mounts, cancellationToken), Environment.MachineName);
        return id is null ? null : await docker.FindContainerAsync(id, cancellationToken);
    }

    /// <summary>
    /// The id of the container, or the beginning of it. An engine mounts files that it keeps for the container, below its id, over those that
    /// every container has; elsewhere the name of the machine is the beginning of the id unless somebody chose another. Pure.
    /// </summary>
    /// <param name="mounts">The lines of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="hostname">The name of the machine.</param>
    public static string? IdOf(IEnumerable<string> mounts, string hostname)
    {
        foreach (var fields in mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 4 && fields[4] is "/etc/hostname" or "/etc/hosts" or "/etc/resolv.conf"))
            if (Id().Match(fields[3]) is { Success: true } match)
                return match.Value;
        return ShortId().IsMatch(hostname) ? hostname : null;
    }

    /// <summary>Whether the container has a network of its own, which can be joined to others.</summary>
    public static bool CanJoin(ContainerDetails container) =>
        container.HostConfig?.NetworkMode is not ("host" or "none") and { } mode && !mode.StartsWith("container:", StringComparison.Ordinal);

    [GeneratedRegex("(?<=/)[0-9a-f]{64}(?=/)", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^[0-9a-f]{12}$", RegexOptions.None, 1000)]
    private static partial Regex ShortId();
}
