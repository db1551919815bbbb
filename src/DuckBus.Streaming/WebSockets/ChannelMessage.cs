namespace DuckBus.Streaming.WebSockets;

/// <summary>A message of a client on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Data">What it says; valid until the next message is read.</param>
public readonly record struct ChannelMessage(byte Channel, ReadOnlyMemory<byte> Data);
