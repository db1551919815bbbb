using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>What every answer must be, whatever was asked. Pure.</summary>
internal static class Verdict
{
    private static readonly string[] Probes = ["/healthz", "/livez", "/readyz"];

    /// <summary>What is wrong with an answer; null if nothing is.</summary>
    public static string? Of(FuzzCall call, int code, string? type, string text)
    {
        if (code == 500 || code > 504) return "a failure of the server";
        if (call.Method == "HEAD") return text.Length == 0 ? null : "a body after HEAD";
        if (code < 400) return type == "application/json" && Parse(text) is null ? "no JSON" : null;
        if (IsPlain(call.Path)) return null;
        return Parse(text) is not JsonObject status || status.At("kind") != "Status" ? "a refusal that is no Status"
            : status.At("status") != "Failure" ? "a Status that tells of no failure"
            : status.At("code") != code.ToString() ? "a Status with another code"
            : string.IsNullOrWhiteSpace(status.At("message")) ? "a Status without a message"
            : null;
    }

    /// <summary>Probes answer in words.</summary>
    private static bool IsPlain(string path) => Probes.Any(probe => path.StartsWith(probe, StringComparison.Ordinal));

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
