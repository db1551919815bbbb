using System.Collections.Concurrent;
using System.Globalization;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Finds the process of a container on this machine. The engine's number for it is that of anybody else here if the engine has
/// process numbers of its own, runs in a virtual machine, or the kubelet runs in a container; its control group tells for sure.
/// </summary>
internal sealed class DockerProcess
{
    // Reading all of /proc takes its time: what was found is remembered, and also that there is nothing to be found.
    private const int MostKnown = 1000;
    private readonly ConcurrentDictionary<string, int?> known = new(StringComparer.Ordinal);

    /// <summary>The network of a running container.</summary>
    /// <exception cref="RuntimeException">It does not run.</exception>
    public SandboxNetwork Network(ContainerDetails container) => container.State is { Status: "running", Pid: > 0 and var pid }
        ? new SandboxNetwork(Remembered(pid, container.Id), container.NetworkSettings?.Ip)
        : throw new RuntimeException($"the sandbox is not running: it is {container.State.Status}");

    private int? Remembered(int pid, string containerId)
    {
        if (known.TryGetValue(containerId, out var one) && (one is null || IsOf(containerId, one.Value))) return one;
        if (known.Count >= MostKnown) known.Clear();
        return known[containerId] = Find(pid, containerId);
    }

    private static int? Find(int pid, string containerId) => IsOf(containerId, pid) ? pid : Processes().Where(one => IsOf(containerId, one)).Cast<int?>().FirstOrDefault();

    private static IEnumerable<int> Processes() => !Directory.Exists("/proc") ? [] : Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static bool IsOf(string containerId, int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cgroup").Contains(containerId, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
