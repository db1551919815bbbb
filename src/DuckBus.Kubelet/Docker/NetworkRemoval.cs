using System.Net;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Removes networks whose containers are gone. The engine frees the address of a container a moment after it removed the container;
/// of one that it lost in a crash of its own, never.
/// </summary>
internal static class NetworkRemoval
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Removes one.</summary>
    /// <returns>Null if it is gone; else why it is kept: somebody's container is on it.</returns>
    public static async Task<string?> TryAsync(DockerClient docker, NetworkSummary network, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await docker.RemoveNetworkAsync(network.Id, cancellationToken);
                return null;
            }
            catch (DockerException e) when (e.Status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
            {
                if (time.GetElapsedTime(since) > Patience) return $"{network.Name}: {e.Message}";
            }

            await ForgetLostAsync(docker, network.Id, cancellationToken);
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private static async Task ForgetLostAsync(DockerClient docker, string network, CancellationToken cancellationToken)
    {
        if (await docker.FindNetworkAsync(network, cancellationToken) is not { Containers: { } members }) return;
        foreach (var (id, member) in members)
        {
            if (await docker.FindContainerAsync(id, cancellationToken) is not null) continue;
            try
            {
                await docker.LeaveNetworkAsync(network, member.Name, cancellationToken);
            }
            catch (DockerException)
            {
                // It went by itself meanwhile.
            }
        }
    }
}
