using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>What every answer must be, whatever was asked. Pure.</summary>
internal static class Verdict
{
    /// <summary>What is wrong with an answer; null if nothing is.</summary>
    public static string? Of(FuzzCall call, int code, string? type, string text)
    {
        if (code == 500 || code > 504) return "a failure of the server";
        if (call.Method == "HEAD") return text.Length == 0 ? null : "a body after HEAD";
        if (code < 400) return code is < 200 or (>= 300 and not (301 or 302 or 304)) ? "no such answer was expected" : type == "application/json" ? Parse(text) is null ? "no JSON" : null : null;
        if (IsPlain(call.Path)) return null;
        return Parse(text) is not JsonObject status || status.At("kind") != "Status" ? "a refusal that is no Status"
            : status.At("status") != "Failure" ? "a Status that tells of no failure"
            : status.At("code") != code.ToString() ? "a Status with another code"
            : string.IsNullOrWhiteSpace(status.At("message")) ? "a Status without a message"
            : null;
    }

    /// <summary>Probes answer in words.</summary>
    private static bool IsPlain(string path) => path.StartsWith("/healthz", StringComparison.Ordinal) || path.StartsWith("/livez", StringComparison.Ordinal) || path.StartsWith("/readyz", StringComparison.Ordinal);

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
