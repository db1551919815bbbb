namespace DuckBus.Streaming.WebSockets;

/// <summary>One of Kubernetes' WebSocket subprotocols in which the first byte of a message names its channel.</summary>
/// <param name="Name">The subprotocol; empty for a client that asks for none.</param>
/// <param name="Base64">Messages are text: the channel is a digit, and the data is in base64.</param>
/// <param name="JsonStatus">The error channel ends with a Status in JSON; before v4 with a message, and only of a failure.</param>
/// <param name="HalfClose">A message to channel 255 closes the channel that it names.</param>
public sealed record ChannelProtocol(string Name, bool Base64, bool JsonStatus, bool HalfClose)
{
    /// <summary>What <c>exec</c> and <c>attach</c> are served in, the best first.</summary>
    public static IReadOnlyList<ChannelProtocol> RemoteCommand { get; } =
    [
        new("v5.channel.k8s.io", Base64: false, JsonStatus: true, HalfClose: true),
        .. PortForward,
        new("v3.channel.k8s.io", Base64: false, JsonStatus: false, HalfClose: false),
        new("v2.channel.k8s.io", Base64: false, JsonStatus: false, HalfClose: false),
        new("channel.k8s.io", Base64: false, JsonStatus: false, HalfClose: false),
        new("base64.channel.k8s.io", Base64: true, JsonStatus: false, HalfClose: false),
        new("", Base64: false, JsonStatus: false, HalfClose: false),
    ];

    /// <summary>What <c>port-forward</c> is served in, where it is not tunneled SPDY.</summary>
    public static IReadOnlyList<ChannelProtocol> PortForward =>
    [
        new("v4.channel.k8s.io", Base64: false, JsonStatus: true, HalfClose: false),
        new("v4.base64.channel.k8s.io", Base64: true, JsonStatus: true, HalfClose: false),
    ];

    /// <summary>The best protocol that a client speaks, or null.</summary>
    /// <param name="served">What the server speaks, the best first.</param>
    /// <param name="asked">What the client speaks.</param>
    public static ChannelProtocol? Choose(IReadOnlyList<ChannelProtocol> served, IList<string> asked) =>
        served.FirstOrDefault(protocol => asked.Count == 0 ? protocol.Name.Length == 0 : asked.Contains(protocol.Name));
}
