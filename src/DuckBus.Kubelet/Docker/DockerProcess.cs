using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Tells whether a process that the engine names is one of this machine. It is not if the engine runs in a virtual machine or the
/// kubelet in a container: then the number may be that of anybody.
/// </summary>
internal static class DockerProcess
{
    /// <summary>The network of a running container.</summary>
    /// <exception cref="RuntimeException">It does not run.</exception>
    public static SandboxNetwork Network(ContainerDetails container) => container.State is { Status: "running", Pid: > 0 and var pid }
        ? new SandboxNetwork(IsHere(pid, container.Id) ? pid : null, container.NetworkSettings?.Ip)
        : throw new RuntimeException($"the sandbox is not running: it is {container.State.Status}");

    private static bool IsHere(int pid, string containerId)
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
