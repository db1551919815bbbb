using DuckBus.Streaming.RemoteCommands;

namespace DuckBus.Kubelet.Runtime;

/// <summary>What a client has connected to a process in a container.</summary>
public sealed record ContainerStreams
{
    /// <summary>What the process reads; its end closes the process's standard input. Null gives it none.</summary>
    public Stream? Stdin { get; init; }

    /// <summary>Where standard output goes; null drops it.</summary>
    public Stream? Stdout { get; init; }

    /// <summary>Where standard error goes; null drops it. A terminal mixes it into the output.</summary>
    public Stream? Stderr { get; init; }

    /// <summary>Whether the client has a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>The sizes of the client's terminal as they change; null where it has none.</summary>
    public Func<CancellationToken, IAsyncEnumerable<TerminalSize>>? Resizes { get; init; }
}
