using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>What a container had used at two times.</summary>
/// <param name="Before">At the first.</param>
/// <param name="Now">At the last.</param>
internal sealed record ContainerUsage(ContainerStats Before, ContainerStats Now)
{
    /// <summary>The time between.</summary>
    public TimeSpan Window => Now.At - Before.At;

    /// <summary>Cores in use in that time.</summary>
    public decimal Cores => Window <= TimeSpan.Zero ? 0 : Math.Max(0, (Now.CpuSeconds - Before.CpuSeconds) / (decimal)Window.TotalSeconds);
}
