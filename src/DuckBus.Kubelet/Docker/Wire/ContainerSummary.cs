namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>One entry of GET /containers/json. Created is in seconds since 1970.</summary>
internal sealed record ContainerSummary(
    string Id,
    IReadOnlyList<string>? Names,
    string Image,
    string? ImageId,
    long Created,
    string State,
    string Status,
    IReadOnlyDictionary<string, string>? Labels,
    ContainerSummary.HostSummary? HostConfig,
    NetworkSettings? NetworkSettings)
{
    internal sealed record HostSummary(string? NetworkMode);
}
