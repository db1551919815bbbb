using System.Text.Json.Serialization;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Files;

/// <summary>A container of the file runtime, as the state file keeps it.</summary>
/// <param name="SandboxId">The sandbox it is in.</param>
/// <param name="Line">How the node's file writes it.</param>
/// <param name="Container">What a kubelet sees of it.</param>
/// <param name="Log">What happened to it.</param>
internal sealed record FileContainer(string SandboxId, string Line, RuntimeContainer Container, IReadOnlyList<LogLine> Log)
{
    /// <summary>Whether its line ought to be in the node's file.</summary>
    [JsonIgnore]
    public bool IsRunning => Container.State == ContainerLife.Running;

    /// <summary>The container with one more line of output.</summary>
    public FileContainer Say(DateTimeOffset at, string text, bool isError = false) =>
        this with { Log = [.. Log, new LogLine(at, isError, text)] };

    /// <summary>Started.</summary>
    public FileContainer Start(DateTimeOffset at) =>
        (this with { Container = Container with { State = ContainerLife.Running, StartedAt = at } })
        .Say(at, $"the file runtime started {Container.Name}: no process runs, its line is \"{Line}\"");

    /// <summary>Over.</summary>
    public FileContainer Exit(DateTimeOffset at, int code, string why) =>
        (this with { Container = Container with { State = ContainerLife.Exited, ExitCode = code, FinishedAt = at } })
        .Say(at, why, isError: code != 0);
}
