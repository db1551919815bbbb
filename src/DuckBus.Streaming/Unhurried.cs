using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DuckBus.Streaming;

/// <summary>Connections on which nothing may be said for hours.</summary>
public static class Unhurried
{
    /// <summary>Takes away the least rates at which a client must send and read; a terminal may be left alone.</summary>
    public static void TakeYourTime(this HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } sending) sending.MinDataRate = null;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } reading) reading.MinDataRate = null;
    }
}
