using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authorization;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>May somebody?</summary>
internal sealed class SubjectAccessReviews(ResourceCalls calls, IAuthorizer authorizer) : Review<SubjectAccessReview>(calls)
{
    protected override async ValueTask<SubjectAccessReview> AnswerAsync(SubjectAccessReview question, ResourceTarget target, HttpContext http)
    {
        var subject = AccessQuestions.Subject(Kind, question.Spec);
        var request = AccessQuestions.Of(Kind, subject, question.Spec.ResourceAttributes, question.Spec.NonResourceAttributes);
        return question with { Status = await authorizer.AskAsync(request, http.RequestAborted) };
    }
}
