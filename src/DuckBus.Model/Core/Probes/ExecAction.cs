using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>ExecAction runs a command in a container.</summary>
public sealed record ExecAction : Extensible
{
    /// <summary>The program and its arguments. There is no shell: to use one, call it.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Command { get; init; }
}
