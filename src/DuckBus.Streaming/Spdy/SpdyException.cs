namespace DuckBus.Streaming.Spdy;

/// <summary>The other side does not keep to the protocol; the connection cannot go on.</summary>
/// <param name="message">What is wrong.</param>
public sealed class SpdyException(string message) : IOException(message);
