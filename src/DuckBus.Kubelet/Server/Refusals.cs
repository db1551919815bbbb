using Microsoft.AspNetCore.Http;

namespace DuckBus.Kubelet.Server;

/// <summary>Refuses requests.</summary>
internal static class Refusals
{
    /// <summary>Answers with a code and a sentence for people.</summary>
    public static Task RefuseAsync(this HttpContext context, int code, string why)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
