using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Authentication;

public sealed class ReviewTests : ServerTests
{
    private const string Authorization = "/apis/authorization.k8s.io/v1";

    [Fact]
    public async Task A_user_may_do_everything_and_hears_so()
    {
        var answer = await Server.PostAsync($"{Authorization}/selfsubjectaccessreviews",
            """{"spec": {"resourceAttributes": {"namespace": "default", "verb": "create", "resource": "pods"}}}""");
        answer.Code.ShouldBe(201, answer.ToString());
        ((bool?)answer.Body["status"]!["allowed"]).ShouldBe(true);
        ((string?)answer.Body["kind"]).ShouldBe("SelfSubjectAccessReview");
    }

    [Fact]
    public async Task The_rules_of_a_user_are_listed()
    {
        var answer = await Server.PostAsync($"{Authorization}/selfsubjectrulesreviews", """{"spec": {"namespace": "default"}}""");
        answer.Body["status"]!["resourceRules"]![0]!["verbs"]!.ToJsonString().ShouldBe("[\"*\"]");
        answer.Body["status"]!["nonResourceRules"]![0]!["nonResourceURLs"]!.ToJsonString().ShouldBe("[\"*\"]");
        ((bool?)answer.Body["status"]!["incomplete"]).ShouldBe(false);
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews", "{}", 422, "spec.resourceAttributes")]
    [InlineData("selfsubjectaccessreviews", """{"spec": {"resourceAttributes": {}, "nonResourceAttributes": {"path": "/"}}}""", 422, "spec.nonResourceAttributes")]
    [InlineData("subjectaccessreviews", """{"spec": {"resourceAttributes": {}}}""", 422, "spec.user")]
    [InlineData("selfsubjectrulesreviews", "{}", 400, "spec.namespace")]
    [InlineData("namespaces/default/localsubjectaccessreviews", """{"spec": {"user": "u", "resourceAttributes": {"namespace": "other"}}}""", 422, "spec.resourceAttributes.namespace")]
    public async Task A_question_that_makes_no_sense_is_refused_by_field(string path, string body, int code, string field)
    {
        var answer = await Server.PostAsync($"{Authorization}/{path}", body);
        answer.Code.ShouldBe(code, answer.ToString());
        answer.Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task Nothing_is_stored_of_a_question()
    {
        (await Server.GetAsync($"{Authorization}/subjectaccessreviews")).Code.ShouldBe(405);
        (await Server.SendAsync("DELETE", $"{Authorization}/subjectaccessreviews/x")).Code.ShouldBe(405);
    }

    [Fact]
    public async Task The_user_of_plain_http_on_this_machine_has_a_name()
    {
        var answer = await Server.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        ((string?)answer.Body["status"]!["userInfo"]!["username"]).ShouldBe("local-user");
    }

    [Fact]
    public async Task Every_kubectl_shows_who_somebody_is_and_what_they_may_do()
    {
        foreach (var kubectl in Kubectl.Installed)
        {
            var who = await Server.KubectlAsync("auth whoami --as duck --as-group ponds", program: kubectl);
            who.ShouldContain("duck");
            who.ShouldContain("ponds");
            (await Server.KubectlAsync("auth can-i create pods", program: kubectl)).ShouldContain("yes");
            (await Server.KubectlAsync("auth can-i --list", program: kubectl)).ShouldContain("*.*");
        }
    }
}
