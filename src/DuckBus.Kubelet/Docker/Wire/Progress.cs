namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>One line of what the engine says while it pulls or imports an image. The status of an import is the new id.</summary>
internal sealed record Progress(string? Status, string? Error);
