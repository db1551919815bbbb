using System.Text.Json.Serialization;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>NodeSystemInfo is a set of ids and versions to uniquely identify the node.</summary>
public sealed record NodeSystemInfo : Extensible
{
    /// <summary>The machine's id.</summary>
    [JsonPropertyName("machineID")]
    public string MachineId { get; init; } = "";

    /// <summary>The system's UUID.</summary>
    [JsonPropertyName("systemUUID")]
    public string SystemUuid { get; init; } = "";

    /// <summary>The boot's id.</summary>
    [JsonPropertyName("bootID")]
    public string BootId { get; init; } = "";

    /// <summary>Kernel version.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>Name of the operating system.</summary>
    public string OsImage { get; init; } = "";

    /// <summary>Runtime and its version: <c>docker://28.2.2</c>, <c>file://1</c>.</summary>
    public string ContainerRuntimeVersion { get; init; } = "";

    /// <summary>Version of the kubelet.</summary>
    public string KubeletVersion { get; init; } = "";

    /// <summary>Version of the proxy.</summary>
    public string KubeProxyVersion { get; init; } = "";

    /// <summary>linux.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>amd64 or arm64.</summary>
    public string Architecture { get; init; } = "";
}
