using DuckBus.ApiServer.Authentication;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Authorization;

internal static class AuthorizerExtensions
{
    /// <summary>Throws 403 Forbidden unless whoever makes the request may do that with objects of the kind.</summary>
    public static async ValueTask DemandAsync(
        this IAuthorizer authorizer, HttpContext http, string verb, ResourceKind kind, string ns, string? name, string? subresource)
    {
        var request = AuthorizationRequest.Of(http.User(), verb, kind, ns, name, subresource);
        var decision = await authorizer.AuthorizeAsync(request, http.RequestAborted);
        if (decision.Allowed) return;
        throw new StatusException(Status.Forbidden(kind, name,
            $"User \"{request.User.Username}\" cannot {verb} resource \"{kind.Plural}\" in API group \"{kind.Group}\": {decision.Reason ?? "no rule allows it"}"));
    }
}
