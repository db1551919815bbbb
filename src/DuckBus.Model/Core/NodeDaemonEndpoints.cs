using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NodeDaemonEndpoints lists ports opened by daemons running on the node.</summary>
public sealed record NodeDaemonEndpoints : Extensible
{
    /// <summary>Where the kubelet serves logs, exec and health.</summary>
    [Proto(1)]
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
