using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authorization;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>May somebody, in this namespace?</summary>
internal sealed class LocalSubjectAccessReviews(ResourceCalls calls, IAuthorizer authorizer) : Review<LocalSubjectAccessReview>(calls)
{
    protected override async ValueTask<LocalSubjectAccessReview> AnswerAsync(LocalSubjectAccessReview question, ResourceTarget target, HttpContext http)
    {
        var subject = AccessQuestions.Subject(Kind, question.Spec);
        if (question.Spec.NonResourceAttributes is not null)
            throw AccessQuestions.Refuse(Kind, StatusCause.Invalid("spec.nonResourceAttributes", question.Spec.NonResourceAttributes.Path, "disallowed on this kind of request"));
        var asked = question.Spec.ResourceAttributes?.Namespace;
        if (asked is not null && asked != target.Namespace)
            throw AccessQuestions.Refuse(Kind, StatusCause.Invalid("spec.resourceAttributes.namespace", asked, "must match metadata.namespace"));
        var request = AccessQuestions.Of(Kind, subject, question.Spec.ResourceAttributes, null) with { Namespace = target.Namespace };
        return question with { Status = await authorizer.AskAsync(request, http.RequestAborted) };
    }
}
