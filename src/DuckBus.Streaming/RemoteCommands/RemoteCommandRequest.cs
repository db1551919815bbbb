namespace DuckBus.Streaming.RemoteCommands;

/// <summary>Which streams a client of <c>exec</c> or <c>attach</c> wants: the query of its request.</summary>
/// <param name="Stdin">It sends input.</param>
/// <param name="Stdout">It reads standard output.</param>
/// <param name="Stderr">It reads standard error; never together with <paramref name="Tty"/>.</param>
/// <param name="Tty">It has a terminal, so that standard error comes mixed into the output and sizes are sent.</param>
public sealed record RemoteCommandRequest(bool Stdin, bool Stdout, bool Stderr, bool Tty);
