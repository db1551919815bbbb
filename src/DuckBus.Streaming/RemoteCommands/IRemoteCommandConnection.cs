using DuckBus.Model.Errors;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>
/// One client of <c>exec</c> or <c>attach</c> with its streams, whichever protocol carries them: a WebSocket with channels or
/// SPDY/3.1. Streams that were not asked for are <see cref="Stream.Null"/>.
/// </summary>
public interface IRemoteCommandConnection : IAsyncDisposable
{
    /// <summary>What the client types; ends when it closes its side.</summary>
    Stream Stdin { get; }

    /// <summary>What the client is shown.</summary>
    Stream Stdout { get; }

    /// <summary>What the client is shown as errors.</summary>
    Stream Stderr { get; }

    /// <summary>The sizes of the client's terminal as they change; ends with the connection.</summary>
    IAsyncEnumerable<TerminalSize> ResizesAsync(CancellationToken cancellationToken);

    /// <summary>Fires when the client is gone.</summary>
    CancellationToken Closed { get; }

    /// <summary>Tells how the command ended, after all output was written, and closes the connection.</summary>
    /// <param name="status">Success; or Failure with reason <c>NonZeroExitCode</c> and a cause <c>ExitCode</c>; or what went wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FinishAsync(Status status, CancellationToken cancellationToken);
}
