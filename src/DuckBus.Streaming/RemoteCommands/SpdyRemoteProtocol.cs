namespace DuckBus.Streaming.RemoteCommands;

/// <summary>A version of <c>exec</c> and <c>attach</c> over SPDY.</summary>
/// <param name="Name">The name that both sides agree on.</param>
/// <param name="Resizes">There is a stream for the size of the terminal.</param>
/// <param name="JsonStatus">The error stream ends with a Status in JSON.</param>
internal sealed record SpdyRemoteProtocol(string Name, bool Resizes, bool JsonStatus)
{
    /// <summary>All versions, the best first.</summary>
    public static IReadOnlyList<SpdyRemoteProtocol> All { get; } =
    [
        new("v4.channel.k8s.io", Resizes: true, JsonStatus: true),
        new("v3.channel.k8s.io", Resizes: true, JsonStatus: false),
        new("v2.channel.k8s.io", Resizes: false, JsonStatus: false),
        new("channel.k8s.io", Resizes: false, JsonStatus: false),
    ];

    /// <summary>The best version that the client speaks.</summary>
    public static SpdyRemoteProtocol? Choose(IReadOnlyList<string> asked) => All.FirstOrDefault(version => asked.Contains(version.Name));
}
