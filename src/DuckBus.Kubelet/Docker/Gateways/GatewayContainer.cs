using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Docker.Gateways;

/// <summary>The container that answers behind the addresses of services, and what has to be done so that it runs. Pure.</summary>
internal static class GatewayContainer
{
    private const long MemoryLimit = 256 << 20;

    private static readonly ContainerRequest.LogSettings SomeLogs =
        new("json-file", new Dictionary<string, string> { ["max-size"] = "1m", ["max-file"] = "2" });

    /// <summary>Its name. Kubernetes names have no underscore, so no pod can have it.</summary>
    public static string NameOf(string cluster) => cluster + "_gateway";

    /// <summary>
    /// What the engine is asked for. Every address of the services is made one of its own, which is all that it needs a right for; the rest of
    /// the system it sees is read-only.
    /// </summary>
    public static ContainerRequest Request(string cluster, ServiceRange range, string networkId) => new()
    {
        Image = GatewayImage.Name,
        Hostname = "gateway",
        Labels = new Dictionary<string, string> { [DockerLabels.Cluster] = cluster, [DockerLabels.Role] = DockerLabels.Gateway },
        Env = [$"DUCKBUS_SERVICE_RANGE={range.Services}"],
        HostConfig = new()
        {
            NetworkMode = networkId,
            CapDrop = ["ALL"],
            CapAdd = ["NET_ADMIN"],
            SecurityOpt = ["no-new-privileges"],
            ReadonlyRootfs = true,
            Sysctls = new Dictionary<string, string> { ["net.core.somaxconn"] = "4096" },
            Memory = MemoryLimit,
            MemorySwap = MemoryLimit,
            LogConfig = SomeLogs,
        },
    };

    /// <summary>What has to be done. A container of another image or on another network is of an earlier run.</summary>
    public static GatewayStep Next(ContainerDetails? found, string imageId, string networkId) => found switch
    {
        null => GatewayStep.Create,
        _ when found.Image != imageId || found.HostConfig?.NetworkMode != networkId => GatewayStep.Replace,
        { State.Status: "running" } => GatewayStep.Use,
        { State.Status: "created" or "exited" } => GatewayStep.Start,
        _ => GatewayStep.Replace,
    };
}
