namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>The networks that a container is on.</summary>
internal sealed record NetworkSettings(IReadOnlyDictionary<string, NetworkSettings.Attachment?>? Networks)
{
    /// <summary>The first address that there is.</summary>
    public string? Ip => Networks?.Values.Select(n => n?.IpAddress).FirstOrDefault(ip => !string.IsNullOrEmpty(ip));

    internal sealed record Attachment(string? IpAddress, string? NetworkId = null);
}
