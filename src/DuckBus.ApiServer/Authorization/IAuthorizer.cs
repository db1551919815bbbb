using DuckBus.Model.Authentication;
using DuckBus.Model.Authorization;

namespace DuckBus.ApiServer.Authorization;

/// <summary>Decides who may do what. Called for every request on a resource, before anything else.</summary>
public interface IAuthorizer
{
    /// <summary>Whether the request may go on.</summary>
    ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken);

    /// <summary>All that a user may do in a namespace, as <c>kubectl auth can-i --list</c> shows it.</summary>
    ValueTask<SubjectRulesReviewStatus> RulesAsync(UserInfo user, string ns, CancellationToken cancellationToken);
}
