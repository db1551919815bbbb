using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>LifecycleHandler is one action; exactly one of its fields is given.</summary>
public sealed record LifecycleHandler : Extensible
{
    /// <summary>Runs a command in the container.</summary>
    [Proto(1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Gets a page.</summary>
    [Proto(2)]
    public HttpGetAction? HttpGet { get; init; }

    /// <summary>Deprecated, never done: kept because old objects have it.</summary>
    [Proto(3)]
    public TcpSocketAction? TcpSocket { get; init; }

    /// <summary>Waits.</summary>
    [Proto(4)]
    public SleepAction? Sleep { get; init; }
}
