namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /containers/{id}/json.</summary>
internal sealed record ContainerDetails(
    string Id,
    string Name,
    DateTimeOffset? Created,
    string Image,
    ContainerDetails.Life State,
    ContainerDetails.Settings Config,
    NetworkSettings? NetworkSettings,
    ContainerDetails.Host? HostConfig = null)
{
    /// <summary>Whether it is on a network.</summary>
    public bool IsOn(string networkId) => NetworkSettings?.Networks?.Values.Any(one => one?.NetworkId == networkId) == true;

    internal sealed record Life(
        string Status, int ExitCode, bool OomKilled, string? Error, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, int Pid = 0);

    internal sealed record Host(string? NetworkMode);

    internal sealed record Settings(string Image, bool Tty, bool StdinOnce, IReadOnlyDictionary<string, string>? Labels);
}
