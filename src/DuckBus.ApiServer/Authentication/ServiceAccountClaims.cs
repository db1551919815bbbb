using System.Text.Json.Nodes;
using DuckBus.Model.Authentication;

namespace DuckBus.ApiServer.Authentication;

/// <summary>What the token of a service account says, with the claims of Kubernetes.</summary>
/// <param name="Namespace">The namespace of the account.</param>
/// <param name="Name">The name of the account.</param>
/// <param name="Uid">The identity of the account in time.</param>
/// <param name="Audiences">Whom the token is meant for.</param>
/// <param name="Issued">When it was made.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Id">The identity of the token.</param>
/// <param name="Bound">The object that it is tied to, or null.</param>
internal sealed record ServiceAccountClaims(
    string Namespace, string Name, string Uid, IReadOnlyList<string> Audiences,
    DateTimeOffset Issued, DateTimeOffset Expires, string Id, BoundObjectReference? Bound)
{
    /// <summary>Who makes the tokens, and whom they are meant for unless somebody asks otherwise.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string Private = "kubernetes.io";

    /// <summary>The user that shows the token.</summary>
    public UserInfo User => new()
    {
        Username = $"system:serviceaccount:{Namespace}:{Name}",
        Uid = Uid,
        Groups = ["system:serviceaccounts", $"system:serviceaccounts:{Namespace}", Users.Authenticated],
        Extra = Extra().ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>The claims as JSON.</summary>
    public JsonObject ToJson()
    {
        var own = new JsonObject { ["namespace"] = Namespace, ["serviceaccount"] = new JsonObject { ["name"] = Name, ["uid"] = Uid } };
        if (Bound is not null) own[Bound.Kind!.ToLowerInvariant()] = new JsonObject { ["name"] = Bound.Name, ["uid"] = Bound.Uid };
        return new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = User.Username,
            ["aud"] = new JsonArray([.. Audiences.Select(audience => JsonValue.Create(audience))]),
            ["iat"] = Issued.ToUnixTimeSeconds(),
            ["nbf"] = Issued.ToUnixTimeSeconds(),
            ["exp"] = Expires.ToUnixTimeSeconds(),
            ["jti"] = Id,
            [Private] = own,
        };
    }

    /// <summary>The claims of a token whose signature is good.</summary>
    public static ServiceAccountClaims FromJson(JsonObject json)
    {
        var own = json[Private]!.AsObject();
        var account = own["serviceaccount"]!;
        var bound = own.FirstOrDefault(claim => claim.Key is "pod" or "secret" or "node");
        return new ServiceAccountClaims(
            Text(own["namespace"]), Text(account["name"]), Text(account["uid"]),
            [.. json["aud"]!.AsArray().Select(Text)],
            DateTimeOffset.FromUnixTimeSeconds((long)json["iat"]!), DateTimeOffset.FromUnixTimeSeconds((long)json["exp"]!), Text(json["jti"]),
            bound.Value is null ? null : new BoundObjectReference
            {
                ApiVersion = "v1",
                Kind = char.ToUpperInvariant(bound.Key[0]) + bound.Key[1..],
                Name = Text(bound.Value["name"]),
                Uid = Text(bound.Value["uid"]),
            });
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Extra()
    {
        const string Prefix = "authentication.kubernetes.io/";
        yield return new(Prefix + "credential-id", [$"JTI={Id}"]);
        if (Bound is null) yield break;
        yield return new($"{Prefix}{Bound.Kind!.ToLowerInvariant()}-name", [Bound.Name!]);
        yield return new($"{Prefix}{Bound.Kind!.ToLowerInvariant()}-uid", [Bound.Uid!]);
    }
}
