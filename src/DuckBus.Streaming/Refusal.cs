using Microsoft.AspNetCore.Http;

namespace DuckBus.Streaming;

/// <summary>Answers to requests that cannot become a connection.</summary>
internal static class Refusal
{
    /// <summary>400, with a sentence.</summary>
    public static Task RefuseAsync(this HttpContext context, string why, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n", cancellationToken);
    }

    /// <summary>Why no protocol is common to both.</summary>
    public static string NothingInCommon(IEnumerable<string> asked, IEnumerable<string> served) =>
        $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(", ", asked)}], server accepts [{string.Join(", ", served.Where(name => name.Length > 0))}]";
}
