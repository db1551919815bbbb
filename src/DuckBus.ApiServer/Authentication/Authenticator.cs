using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using DuckBus.ApiServer.Certificates;
using DuckBus.Model.Authentication;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Authentication;

/// <summary>
/// Says who makes a request: by bearer token, by client certificate, as the user of this machine over plain HTTP on loopback or
/// from a network that is trusted as much, or as nobody in particular. A credential that is shown and is no good is refused, never overlooked.
/// </summary>
/// <param name="authority">Vouches for client certificates.</param>
/// <param name="tokens">Knows bearer tokens.</param>
/// <param name="anonymous">
/// Whether who shows nothing over HTTPS is served. As in Kubernetes that goes badly with an authorizer that allows everything.
/// </param>
/// <param name="trusted">Networks whose plain HTTP requests count as made at this machine.</param>
internal sealed class Authenticator(CertificateAuthority authority, ServiceAccountTokens tokens, bool anonymous, IReadOnlyList<IPNetwork> trusted)
{
    private const string Bearer = "Bearer ";

    /// <summary>What Kubernetes tells to everybody: <c>system:public-info-viewer</c>.</summary>
    private static readonly FrozenSet<string> Public = new[] { "/healthz", "/livez", "/readyz", "/version" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Who asks, after <c>--as</c>.</summary>
    /// <exception cref="StatusException">401: the token or the certificate is no good or missing; 400: impersonation without a user.</exception>
    public async ValueTask<UserInfo> AuthenticateAsync(HttpContext http) => Impersonation.Of(http.Request.Headers, await HolderAsync(http));

    private async ValueTask<UserInfo> HolderAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return (await tokens.VerifyAsync(header[Bearer.Length..].Trim(), audiences: null, http.RequestAborted)).User;
        if (http.Connection.ClientCertificate is { } certificate) return OfCertificate(certificate);
        if (!http.Request.IsHttps) return IsHere(http.Connection.RemoteIpAddress, trusted) ? Users.Local : Users.Anonymous;
        if (anonymous || Public.Contains(http.Request.Path.Value ?? "")) return Users.Anonymous;
        throw new StatusException(Status.Unauthorized("HTTPS asks for a client certificate or a bearer token; the kubeconfig in the server's data directory has one"));
    }

    /// <summary>Whether a caller counts as somebody at this machine. A server that listens on IPv6 too sees IPv4 addresses mapped.</summary>
    internal static bool IsHere(IPAddress? caller, IReadOnlyList<IPNetwork> trusted) =>
        caller is null || IPAddress.IsLoopback(caller)
        || trusted.Any(network => network.Contains(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller));

    private UserInfo OfCertificate(X509Certificate2 certificate)
    {
        if (!authority.Vouches(certificate))
            throw new StatusException(Status.Unauthorized("the client certificate has ended, or another authority than this cluster's signed it"));
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(name => !name.HasMultipleElements).ToList();
        return new UserInfo
        {
            Username = names.FirstOrDefault(name => name.GetSingleElementType().Value == "2.5.4.3")?.GetSingleElementValue(),
            Groups = [.. names.Where(name => name.GetSingleElementType().Value == "2.5.4.10").Select(name => name.GetSingleElementValue()!), Users.Authenticated],
        };
    }
}
