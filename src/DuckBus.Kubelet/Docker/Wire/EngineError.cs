namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>The body of every refusal.</summary>
internal sealed record EngineError(string? Message);
