using System.Net;
using System.Text;
using System.Text.Json;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.Client.Api;

/// <summary>Turns an error answer into a <see cref="StatusException"/>, also when something else than an API server wrote it.</summary>
internal static class ErrorBody
{
    private const int Shown = 200;

    public static async Task<StatusException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(Parse(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken)));

    public static Status Parse(HttpStatusCode code, byte[] body)
    {
        try
        {
            if (ModelJson.Read<Status>(body) is { Kind: "Status", Message: not null } status) return status with { Code = (int)code };
        }
        catch (JsonException)
        {
            // A proxy or another program answered; its words are shown below.
        }
        var words = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, Shown))).Trim();
        return new Status
        {
            Code = (int)code,
            Reason = code == HttpStatusCode.NotFound ? "NotFound" : code.ToString(),
            Message = $"the server answered {(int)code} {code}{(words.Length == 0 ? "" : ": " + words)}",
        };
    }
}
