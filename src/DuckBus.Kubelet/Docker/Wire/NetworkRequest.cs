namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>POST /networks/create.</summary>
internal sealed record NetworkRequest(string Name, IReadOnlyDictionary<string, string> Labels, NetworkAddresses Ipam)
{
    public string Driver { get; } = "bridge";

    public bool CheckDuplicate { get; } = true;
}
