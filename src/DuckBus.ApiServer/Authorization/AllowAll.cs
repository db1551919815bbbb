namespace DuckBus.ApiServer.Authorization;

/// <summary>Everybody may do everything: for a cluster on one's own machine.</summary>
public sealed class AllowAll : IAuthorizer
{
    /// <inheritdoc />
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken) =>
        new(new AuthorizationDecision(Allowed: true));
}
