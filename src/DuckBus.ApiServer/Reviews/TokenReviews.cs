using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Authentication;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reviews;

/// <summary>Whose token is this?</summary>
internal sealed class TokenReviews(ResourceCalls calls, ServiceAccountTokens tokens) : Review<TokenReview>(calls)
{
    protected override async ValueTask<TokenReview> AnswerAsync(TokenReview question, ResourceTarget target, HttpContext http)
    {
        if (string.IsNullOrEmpty(question.Spec.Token))
            throw AccessQuestions.Refuse(Kind, StatusCause.Required("spec.token"));
        return question with { Status = await StatusAsync(question.Spec, http.RequestAborted) };
    }

    private async Task<TokenReviewStatus> StatusAsync(TokenReviewSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var (user, audiences) = await tokens.VerifyAsync(spec.Token!, spec.Audiences, cancellationToken);
            return new TokenReviewStatus { Authenticated = true, User = user, Audiences = audiences };
        }
        catch (StatusException e) when (e.Code == 401)
        {
            return new TokenReviewStatus { Authenticated = false, User = new UserInfo(), Error = e.Status.Message };
        }
    }
}
