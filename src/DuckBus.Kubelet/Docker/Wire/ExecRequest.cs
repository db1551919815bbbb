namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>POST /containers/{id}/exec. The detach keys are those that leave a session and let the process run on.</summary>
internal sealed record ExecRequest(
    IReadOnlyList<string> Cmd, bool AttachStdin, bool AttachStdout, bool AttachStderr, bool Tty, string DetachKeys);
