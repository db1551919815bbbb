using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Authentication;

/// <summary>JSON Web Tokens, RFC 7519, signed with ES256. Pure.</summary>
internal static class Jwt
{
    private const string Algorithm = "ES256";

    /// <summary>The claims, signed.</summary>
    public static string Sign(JsonObject claims, ECDsa key)
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = KeyId(key), ["typ"] = "JWT" };
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The claims of a token, or null if it is none, or if another key signed it.</summary>
    public static JsonObject? Read(string token, ECDsa key)
    {
        if (token.Split('.') is not [var header, var claims, var signature]) return null;
        try
        {
            // The algorithm is ours, whatever the header says.
            return Decode(header)?["alg"]?.GetValue<string>() == Algorithm
                && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256)
                ? Decode(claims)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string KeyId(ECDsa key) => Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    private static JsonObject? Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
}
