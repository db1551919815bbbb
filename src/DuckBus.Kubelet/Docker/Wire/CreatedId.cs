namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>The answer to a create.</summary>
internal sealed record CreatedId(string Id);
