using System.Text.Json.Serialization;
using DuckBus.Model.Core.Nodes;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NodeSystemInfo is a set of ids and versions to uniquely identify the node.</summary>
public sealed record NodeSystemInfo : Extensible
{
    /// <summary>The machine's id.</summary>
    [JsonPropertyName("machineID")]
    [Proto(1), Required]
    public string MachineId { get; init; } = "";

    /// <summary>The system's UUID.</summary>
    [JsonPropertyName("systemUUID")]
    [Proto(2), Required]
    public string SystemUuid { get; init; } = "";

    /// <summary>The boot's id.</summary>
    [JsonPropertyName("bootID")]
    [Proto(3), Required]
    public string BootId { get; init; } = "";

    /// <summary>Kernel version.</summary>
    [Proto(4), Required]
    public string KernelVersion { get; init; } = "";

    /// <summary>Name of the operating system.</summary>
    [Proto(5), Required]
    public string OsImage { get; init; } = "";

    /// <summary>Runtime and its version: <c>docker://28.2.2</c>, <c>file://1</c>.</summary>
    [Proto(6), Required]
    public string ContainerRuntimeVersion { get; init; } = "";

    /// <summary>Version of the kubelet.</summary>
    [Proto(7), Required]
    public string KubeletVersion { get; init; } = "";

    /// <summary>Version of the proxy.</summary>
    [Proto(8), Required]
    public string KubeProxyVersion { get; init; } = "";

    /// <summary>linux.</summary>
    [Proto(9), Required]
    public string OperatingSystem { get; init; } = "";

    /// <summary>amd64 or arm64.</summary>
    [Proto(10), Required]
    public string Architecture { get; init; } = "";

    /// <summary>The node's swap space.</summary>
    [Proto(11)]
    public NodeSwapStatus? Swap { get; init; }
}
