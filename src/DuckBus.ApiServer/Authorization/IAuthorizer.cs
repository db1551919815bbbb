namespace DuckBus.ApiServer.Authorization;

/// <summary>Decides who may do what. Called for every request on a resource, before anything else.</summary>
public interface IAuthorizer
{
    /// <summary>Whether the request may go on.</summary>
    ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken);
}
