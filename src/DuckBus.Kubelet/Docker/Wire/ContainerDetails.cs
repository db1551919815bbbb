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
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    /// <summary>Whether it is on a network.</summary>
    public bool IsOn(string networkId) => NetworkSettings?.Networks?.Values.Any(one => one?.NetworkId == networkId) == true;

    /// <summary>
    /// Whether it may have been killed for its memory and the engine does not know yet: it is told so by the kernel, and of the death by its shim,
    /// and either may come first.
    /// </summary>
    public bool MayBeOutOfMemory(DateTimeOffset now) =>
        State is { Status: "exited", ExitCode: 137, OomKilled: false, FinishedAt: { } end } && HostConfig?.Memory > 0 && now - end < Doubt;

    internal sealed record Life(
        string Status, int ExitCode, bool OomKilled, string? Error, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, int Pid = 0);

    internal sealed record Host(string? NetworkMode, long Memory = 0);

    internal sealed record Settings(string Image, bool Tty, bool StdinOnce, IReadOnlyDictionary<string, string>? Labels);
}
