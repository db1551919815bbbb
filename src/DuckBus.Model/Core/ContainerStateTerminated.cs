using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>A terminated container.</summary>
public sealed record ContainerStateTerminated : Extensible
{
    /// <summary>Exit status from the last termination of the container.</summary>
    public int ExitCode { get; init; }

    /// <summary>Signal from the last termination of the container.</summary>
    public int? Signal { get; init; }

    /// <summary>Completed, Error, OOMKilled, ContainerCannotRun, …</summary>
    public string? Reason { get; init; }

    /// <summary>Message regarding the last termination of the container.</summary>
    public string? Message { get; init; }

    /// <summary>When the execution began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the container terminated.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The container's id: <c>docker://…</c>.</summary>
    public string? ContainerID { get; init; }
}
