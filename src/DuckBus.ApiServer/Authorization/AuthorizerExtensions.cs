using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Authorization;

internal static class AuthorizerExtensions
{
    /// <summary>Throws 403 Forbidden unless the request may go on.</summary>
    public static async ValueTask DemandAsync(this IAuthorizer authorizer, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var decision = await authorizer.AuthorizeAsync(request, cancellationToken);
        if (decision.Allowed) return;
        throw new StatusException(Status.Forbidden(request.Kind, request.Name,
            $"{request.User} cannot {request.Verb} {request.Kind.Id}: {decision.Reason ?? "no rule allows it"}"));
    }
}
