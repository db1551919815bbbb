using DuckBus.Model.Authentication;
using DuckBus.Model.Authorization;

namespace DuckBus.ApiServer.Authorization;

/// <summary>Everybody may do everything: for a cluster on one's own machine.</summary>
public sealed class AllowAll : IAuthorizer
{
    private static readonly SubjectRulesReviewStatus Everything = new()
    {
        ResourceRules = [new ResourceRule { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] }],
        NonResourceRules = [new NonResourceRule { Verbs = ["*"], NonResourceUrls = ["*"] }],
    };

    /// <inheritdoc />
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken) =>
        new(new AuthorizationDecision(Allowed: true));

    /// <inheritdoc />
    public ValueTask<SubjectRulesReviewStatus> RulesAsync(UserInfo user, string ns, CancellationToken cancellationToken) => new(Everything);
}
