using System.Security.Cryptography;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Authentication;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Authentication;

/// <summary>
/// Makes and checks the tokens of service accounts. A token ends with its time, with its account and with the object that it
/// is tied to, whichever is first: accounts and objects are known by their uid, so that a new one of the same name is another.
/// </summary>
internal sealed class ServiceAccountTokens(ECDsa key, ReadBarrier barrier, TimeProvider time) : IDisposable
{
    private static readonly IReadOnlyList<string> OwnAudience = [ServiceAccountClaims.Issuer];

    /// <summary>A token for an account.</summary>
    public (string Token, DateTimeOffset Expires) Issue(ServiceAccount account, TokenRequestSpec spec)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var claims = new ServiceAccountClaims(
            account.Metadata.Namespace!, account.Metadata.Name!, account.Metadata.Uid!, spec.Audiences is { Count: > 0 } audiences ? audiences : OwnAudience,
            now, now.AddSeconds(spec.ExpirationSeconds!.Value), Guid.NewGuid().ToString(), spec.BoundObjectRef);
        return (Jwt.Sign(claims.ToJson(), key), claims.Expires);
    }

    /// <summary>Whose token it is, and which of the audiences it is meant for.</summary>
    /// <param name="token">What somebody showed.</param>
    /// <param name="audiences">Whom it was shown to; the API server if null or empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">401: it is no good; the message says why.</exception>
    public async ValueTask<(UserInfo User, IReadOnlyList<string> Audiences)> VerifyAsync(
        string token, IReadOnlyList<string>? audiences, CancellationToken cancellationToken)
    {
        if (Jwt.Read(token, key) is not { } json) throw Refuse("the bearer token is not one of this cluster");
        var claims = ServiceAccountClaims.FromJson(json);
        var now = time.GetUtcNow();
        if (now >= claims.Expires) throw Refuse("the bearer token has expired");
        if (now < claims.Issued.AddMinutes(-1)) throw Refuse("the bearer token is not valid yet");
        var meant = (audiences is { Count: > 0 } ? audiences : OwnAudience).Intersect(claims.Audiences, StringComparer.Ordinal).ToList();
        if (meant.Count == 0) throw Refuse($"the bearer token is meant for {string.Join(", ", claims.Audiences)}");

        var view = await barrier.ViewAsync(cancellationToken);
        if (view.Find(ResourceKey.Of<ServiceAccount>(claims.Namespace, claims.Name)) is not { } account || account.Uid != claims.Uid)
            throw Refuse($"the service account {claims.Namespace}/{claims.Name} of the bearer token is gone");
        if (claims.Bound is { } bound && Bound(view, claims.Namespace, bound)?.Metadata.Uid != bound.Uid)
            throw Refuse($"the {bound.Kind!.ToLowerInvariant()} {bound.Name} that the bearer token is tied to is gone");
        return (claims.User, meant);
    }

    /// <summary>The object that a token is, or would be, tied to; null if there is none.</summary>
    public static Resource? Bound(CacheView view, string ns, BoundObjectReference bound) => (bound.Kind switch
    {
        nameof(Pod) => view.Find(ResourceKey.Of<Pod>(ns, bound.Name ?? "")),
        nameof(Secret) => view.Find(ResourceKey.Of<Secret>(ns, bound.Name ?? "")),
        nameof(Node) => view.Find(ResourceKey.Of<Node>(null, bound.Name ?? "")),
        _ => null,
    })?.Resource;

    public void Dispose() => key.Dispose();

    private static StatusException Refuse(string why) => new(Status.Unauthorized(why));
}
