namespace DuckBus.ApiServer.Tests.Fuzz;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("GET", 200, "{}", true)]
    [InlineData("GET", 200, "{", false)]
    [InlineData("GET", 404, """{"kind":"Status","status":"Failure","code":404,"message":"gone"}""", true)]
    [InlineData("GET", 404, """{"kind":"Status","status":"Failure","code":400,"message":"gone"}""", false)]
    [InlineData("GET", 404, """{"kind":"Status","status":"Failure","code":404,"message":" "}""", false)]
    [InlineData("GET", 404, """{"kind":"Pod"}""", false)]
    [InlineData("GET", 404, "gone", false)]
    [InlineData("GET", 500, """{"kind":"Status","status":"Failure","code":500,"message":"gone"}""", false)]
    [InlineData("HEAD", 404, "", true)]
    [InlineData("HEAD", 200, "{}", false)]
    public void An_answer_is_as_it_must_be_or_not(string method, int code, string text, bool good) =>
        (Verdict.Of(new FuzzCall(method, "/api/v1/pods", null, null, null), code, "application/json", text) is null).ShouldBe(good);
}
