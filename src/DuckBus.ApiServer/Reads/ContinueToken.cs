using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Reads;

/// <summary>Where the next page of a list begins: after an object, in the state of a revision.</summary>
/// <param name="Revision">The revision; negative for the present state, whatever it is by then.</param>
/// <param name="Namespace">The namespace of the last object of the page before.</param>
/// <param name="Name">Its name.</param>
internal sealed record ContinueToken(long Revision, string Namespace, string Name)
{
    private const long Present = -1;

    /// <summary>Whether the rest is to come from the present state: the pages together may then show no state that ever was.</summary>
    [JsonIgnore]
    public bool IsInconsistent => Revision < 0;

    /// <summary>The token that goes on from the same place in the present state.</summary>
    public ContinueToken Inconsistent() => this with { Revision = Present };

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
