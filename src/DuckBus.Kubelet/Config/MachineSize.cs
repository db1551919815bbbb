namespace DuckBus.Kubelet.Config;

/// <summary>What pods may use of the machine.</summary>
/// <param name="Cpus">Cores.</param>
/// <param name="MemoryBytes">Bytes of memory.</param>
internal sealed record MachineSize(decimal Cpus, long MemoryBytes)
{
    /// <summary>The part of this machine that the options leave to pods.</summary>
    public static MachineSize Of(KubeletOptions options) =>
        new(options.Cpu ?? Environment.ProcessorCount, options.MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
