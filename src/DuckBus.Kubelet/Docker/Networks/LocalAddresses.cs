using System.Net;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>The addresses that this machine, or this container, has itself.</summary>
internal static class LocalAddresses
{
    /// <summary>
    /// Whether one is in a network, so that others in there are reached without a router: the bridge's own on the engine's machine, a
    /// container's own. It is not so where the engine runs in a virtual machine or elsewhere.
    /// </summary>
    public static bool AreIn(IPNetwork network) => MachineNetwork
        .Of(one => one.GetIPProperties().UnicastAddresses)
        .Any(one => network.Contains(one.Address));
}
