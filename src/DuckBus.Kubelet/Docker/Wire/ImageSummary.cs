namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>One entry of GET /images/json.</summary>
internal sealed record ImageSummary(string Id, IReadOnlyList<string>? RepoTags);
