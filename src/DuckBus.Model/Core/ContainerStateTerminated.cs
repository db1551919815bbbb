using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A terminated container.</summary>
public sealed record ContainerStateTerminated : Extensible
{
    /// <summary>Exit status from the last termination of the container.</summary>
    [Proto(1), Required]
    public int ExitCode { get; init; }

    /// <summary>Signal from the last termination of the container.</summary>
    [Proto(2)]
    public int? Signal { get; init; }

    /// <summary>Completed, Error, OOMKilled, ContainerCannotRun, …</summary>
    [Proto(3)]
    public string? Reason { get; init; }

    /// <summary>Message regarding the last termination of the container.</summary>
    [Proto(4)]
    public string? Message { get; init; }

    /// <summary>When the execution began.</summary>
    [Proto(5)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the container terminated.</summary>
    [Proto(6)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The container's id: <c>docker://…</c>.</summary>
    [Proto(7)]
    public string? ContainerID { get; init; }
}
