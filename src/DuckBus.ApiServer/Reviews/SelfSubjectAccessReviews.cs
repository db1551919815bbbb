using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authorization;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>May I? <c>kubectl auth can-i</c>.</summary>
internal sealed class SelfSubjectAccessReviews(ResourceCalls calls, IAuthorizer authorizer) : Review<SelfSubjectAccessReview>(calls)
{
    protected override async ValueTask<SelfSubjectAccessReview> AnswerAsync(SelfSubjectAccessReview question, ResourceTarget target, HttpContext http)
    {
        var request = AccessQuestions.Of(Kind, http.User(), question.Spec.ResourceAttributes, question.Spec.NonResourceAttributes);
        return question with { Status = await authorizer.AskAsync(request, http.RequestAborted) };
    }
}
