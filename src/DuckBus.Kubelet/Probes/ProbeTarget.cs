using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Probes;

/// <summary>The container that a check is about.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">The container as it is declared.</param>
/// <param name="Id">The engine's id of the attempt.</param>
/// <param name="SandboxId">The engine's id of its sandbox.</param>
internal sealed record ProbeTarget(Pod Pod, Container Container, string Id, string SandboxId)
{
    /// <summary>The number of a port that is given by number or by name.</summary>
    /// <returns>Null if the container has no port of that name.</returns>
    public int? Port(IntOrString port) =>
        port.Number ?? Container.Ports?.FirstOrDefault(one => one.Name == port.Text)?.Port
        ?? (int.TryParse(port.Text, out var number) ? number : null);
}
