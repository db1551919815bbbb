namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /images/{name}/json.</summary>
internal sealed record ImageDetails(string Id, string? Architecture, ImageDetails.Settings? Config)
{
    internal sealed record Settings(IReadOnlyDictionary<string, string>? Labels, string? User = null);
}
