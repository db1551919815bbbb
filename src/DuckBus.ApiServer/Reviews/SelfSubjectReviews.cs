using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authentication;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>Who am I? <c>kubectl auth whoami</c>.</summary>
internal sealed class SelfSubjectReviews(ResourceCalls calls) : Review<SelfSubjectReview>(calls)
{
    protected override ValueTask<SelfSubjectReview> AnswerAsync(SelfSubjectReview question, ResourceTarget target, HttpContext http) =>
        new(question with { Status = new SelfSubjectReviewStatus { UserInfo = http.User() } });
}
