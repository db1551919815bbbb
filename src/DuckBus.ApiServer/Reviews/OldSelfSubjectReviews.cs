using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authentication;
using Microsoft.AspNetCore.Http;
using SelfSubjectReview = DuckBus.Model.Authentication.V1Beta1.SelfSubjectReview;

namespace DuckBus.ApiServer.Reviews;

/// <summary>Who am I? As kubectl asked before 1.28.</summary>
internal sealed class OldSelfSubjectReviews(ResourceCalls calls) : Review<SelfSubjectReview>(calls)
{
    protected override ValueTask<SelfSubjectReview> AnswerAsync(SelfSubjectReview question, ResourceTarget target, HttpContext http) =>
        new(question with { Status = new SelfSubjectReviewStatus { UserInfo = http.User() } });
}
