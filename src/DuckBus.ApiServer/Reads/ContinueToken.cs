using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Reads;

/// <summary>Where the next page of a list begins: after an object, in the state of a revision.</summary>
internal sealed record ContinueToken(long Revision, string Namespace, string Name)
{
    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Whether an object comes after the last one of the page before.</summary>
    public bool Precedes(string ns, string name) =>
        string.CompareOrdinal(ns, Namespace) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(name, Name) > 0));

    /// <summary>Reads a token.</summary>
    /// <exception cref="StatusException">400: it is none.</exception>
    public static ContinueToken Parse(string text)
    {
        try
        {
            var token = JsonSerializer.Deserialize<ContinueToken>(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(text)));
            if (token is { Namespace: not null, Name: not null }) return token;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Told below.
        }

        throw new StatusException(Status.BadRequest("continue: the token is not valid: it must be one that a list answered"));
    }
}
