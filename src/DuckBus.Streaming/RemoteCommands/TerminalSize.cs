namespace DuckBus.Streaming.RemoteCommands;

/// <summary>The size of a client's terminal, in characters.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct TerminalSize(ushort Width, ushort Height);
