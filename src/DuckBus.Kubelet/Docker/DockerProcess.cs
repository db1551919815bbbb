using System.Globalization;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Finds the process of a container on this machine. The engine's number for it is that of anybody else here if the engine has
/// process numbers of its own, runs in a virtual machine, or the kubelet runs in a container; its control group tells for sure.
/// </summary>
internal static class DockerProcess
{
    /// <summary>The network of a running container.</summary>
    /// <exception cref="RuntimeException">It does not run.</exception>
    public static SandboxNetwork Network(ContainerDetails container) => container.State is { Status: "running", Pid: > 0 and var pid }
        ? new SandboxNetwork(Find(pid, container.Id), container.NetworkSettings?.Ip)
        : throw new RuntimeException($"the sandbox is not running: it is {container.State.Status}");

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
