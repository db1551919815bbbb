namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /exec/{id}/json. There is no exit code while it runs.</summary>
internal sealed record ExecDetails(bool Running, int? ExitCode);
