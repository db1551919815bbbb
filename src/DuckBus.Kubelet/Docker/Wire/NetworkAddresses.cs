namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>Which addresses a network has.</summary>
internal sealed record NetworkAddresses(IReadOnlyList<NetworkAddresses.Pool>? Config)
{
    /// <summary>Addresses in CIDR notation.</summary>
    /// <param name="Subnet">All that are reached without a router.</param>
    /// <param name="IpRange">Those that containers get.</param>
    /// <param name="Gateway">The bridge's own.</param>
    /// <param name="AuxiliaryAddresses">Those that nobody gets.</param>
    internal sealed record Pool(
        string? Subnet, string? IpRange = null, string? Gateway = null, IReadOnlyDictionary<string, string>? AuxiliaryAddresses = null);
}
