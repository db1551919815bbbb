using System.Text.Json;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>The keys that a Secret of a known type must have.</summary>
internal static class SecretTypeRules
{
    public static void Validate(Secret secret, Problems problems)
    {
        switch (secret.Type)
        {
            case "kubernetes.io/tls":
                Need(secret, "tls.crt", problems);
                Need(secret, "tls.key", problems);
                break;
            case "kubernetes.io/ssh-auth":
                Need(secret, "ssh-privatekey", problems);
                break;
            case "kubernetes.io/dockerconfigjson":
                Json(secret, ".dockerconfigjson", problems);
                break;
            case "kubernetes.io/dockercfg":
                Json(secret, ".dockercfg", problems);
                break;
            case "kubernetes.io/basic-auth" when !Has(secret, "username") && !Has(secret, "password"):
                problems.Add(StatusCause.Required("data[username]"));
                problems.Add(StatusCause.Required("data[password]"));
                break;
            case "kubernetes.io/service-account-token":
                const string Account = "kubernetes.io/service-account.name";
                problems.Check(secret.Metadata.Annotations?.GetValueOrDefault(Account) is { Length: > 0 }, () =>
                    StatusCause.Required($"metadata.annotations[{Account}]"));
                break;
        }
    }

    private static bool Has(Secret secret, string key) => secret.Data?.ContainsKey(key) == true;

    private static void Need(Secret secret, string key, Problems problems) =>
        problems.Check(Has(secret, key), () => StatusCause.Required($"data[{key}]"));

    private static void Json(Secret secret, string key, Problems problems)
    {
        Need(secret, key, problems);
        if (secret.Data?.GetValueOrDefault(key) is not { } text || !System.Buffers.Text.Base64.IsValid(text)) return;
        problems.Check(IsJson(Convert.FromBase64String(text)), () =>
            StatusCause.Invalid($"data[{key}]", "<secret contents redacted>", "must be JSON"));
    }

    private static bool IsJson(byte[] text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
