using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DuckBus.Streaming.Spdy;

/// <summary>The upgrade of an HTTP/1.1 connection to SPDY/3.1, with a protocol of Kubernetes above it.</summary>
internal static class SpdyUpgrade
{
    /// <summary>The token of the upgrade.</summary>
    public const string Name = "SPDY/3.1";

    private const string ProtocolHeader = "X-Stream-Protocol-Version";

    /// <summary>Whether the client asks for it.</summary>
    public static bool IsAsked(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(context.Request.Headers.Upgrade, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The protocols above SPDY that the client speaks, the one it likes best first.</summary>
    public static IReadOnlyList<string> Asked(HttpContext context) => context.Request.Headers.GetCommaSeparatedValues(ProtocolHeader);

    /// <summary>Accepts.</summary>
    public static async Task<SpdyConnection> AcceptAsync(HttpContext context, string protocol)
    {
        context.Response.Headers.Upgrade = Name;
        context.Response.Headers[ProtocolHeader] = protocol;
        return new SpdyConnection(await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync());
    }
}
