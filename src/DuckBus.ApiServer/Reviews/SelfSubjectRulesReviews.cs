using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authorization;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>What may I do? <c>kubectl auth can-i --list</c>.</summary>
internal sealed class SelfSubjectRulesReviews(ResourceCalls calls, IAuthorizer authorizer) : Review<SelfSubjectRulesReview>(calls)
{
    protected override async ValueTask<SelfSubjectRulesReview> AnswerAsync(SelfSubjectRulesReview question, ResourceTarget target, HttpContext http) =>
        question.Spec.Namespace is { Length: > 0 } ns
            ? question with { Status = await authorizer.RulesAsync(http.User(), ns, http.RequestAborted) }
            : throw new StatusException(Status.BadRequest("no namespace on request: spec.namespace is missing", StatusCause.Required("spec.namespace")));
}
