using System.Text.Json;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>How a client is told on its error stream how the command ended. Pure.</summary>
internal static class FinalStatus
{
    /// <summary>A Status since v4; a sentence before, and nothing at all for success.</summary>
    public static string? Write(Status status, bool json) =>
        json ? JsonSerializer.Serialize(status, ModelJson.Options) : status.Outcome == "Success" ? null : status.Message ?? status.Reason;
}
