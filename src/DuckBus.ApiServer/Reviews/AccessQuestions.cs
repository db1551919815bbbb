using DuckBus.ApiServer.Authorization;
using DuckBus.Model.Authentication;
using DuckBus.Model.Authorization;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Reviews;

/// <summary>Turns the questions of access reviews into those of the authorizer. Pure, but for the authorizer.</summary>
internal static class AccessQuestions
{
    /// <summary>What is asked of the authorizer.</summary>
    /// <exception cref="StatusException">422: both or neither of resource and path are given.</exception>
    public static AuthorizationRequest Of(ResourceKind kind, UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path) => (resource, path) switch
    {
        ({ } r, null) => new AuthorizationRequest
        {
            User = user,
            Verb = r.Verb ?? "",
            Group = r.Group ?? "",
            Resource = r.Resource ?? "",
            Namespace = r.Namespace ?? "",
            Name = r.Name is { Length: > 0 } name ? name : null,
            Subresource = r.Subresource is { Length: > 0 } subresource ? subresource : null,
        },
        (null, { } p) => new AuthorizationRequest { User = user, Verb = p.Verb ?? "", Path = p.Path ?? "" },
        (null, null) => throw Refuse(kind, StatusCause.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified")),
        _ => throw Refuse(kind, StatusCause.Invalid("spec.nonResourceAttributes", path.Path, "cannot be specified in combination with resourceAttributes")),
    };

    /// <summary>For whom it is asked.</summary>
    /// <exception cref="StatusException">422: for nobody.</exception>
    public static UserInfo Subject(ResourceKind kind, SubjectAccessReviewSpec spec) =>
        string.IsNullOrEmpty(spec.User) && spec.Groups is not { Count: > 0 }
            ? throw Refuse(kind, StatusCause.Invalid("spec.user", spec.User ?? "", "at least one of user or group must be specified"))
            : new UserInfo { Username = spec.User, Uid = spec.Uid, Groups = spec.Groups, Extra = spec.Extra };

    /// <summary>The authorizer's answer.</summary>
    public static async ValueTask<SubjectAccessReviewStatus> AskAsync(this IAuthorizer authorizer, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var decision = await authorizer.AuthorizeAsync(request, cancellationToken);
        return new SubjectAccessReviewStatus { Allowed = decision.Allowed, Reason = decision.Reason };
    }

    /// <summary>422 that names the field.</summary>
    public static StatusException Refuse(ResourceKind kind, StatusCause cause) => new(Status.Invalid(kind, "", [cause]));
}
