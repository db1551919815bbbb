using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Evictions;

public sealed class EvictionTests : ServerTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string BudgetPath = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    [Fact]
    public async Task Two_evictions_at_the_same_time_never_both_spend_the_last_disruption()
    {
        await BudgetAsync(allowed: 1);
        await RunningAsync("a");
        await RunningAsync("b");
        var answers = await Task.WhenAll(EvictAsync("a"), EvictAsync("b"));
        answers.Select(answer => answer.Code).Order().ShouldBe([201, 429]);
    }

    [Fact]
    public async Task A_held_back_eviction_says_what_the_budget_needs()
    {
        await BudgetAsync(allowed: 0);
        await RunningAsync("a");
        var answer = await EvictAsync("a");
        answer.Code.ShouldBe(429);
        answer.Message.ShouldBe("Cannot evict pod as it would violate the pod's disruption budget.");
        answer.Body["details"]!["causes"]!.ToJsonString().ShouldBe(
            """[{"reason":"DisruptionBudget","message":"The disruption budget web needs 2 healthy pods and has 2 currently"}]""");
        (await Server.GetAsync($"{Pods}/a")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_budget_that_was_just_changed_lets_nothing_go()
    {
        await BudgetAsync(allowed: 1, observed: 0);
        await RunningAsync("a");
        (await EvictAsync("a")).ToString().ShouldContain("still being processed");
    }

    [Fact]
    public async Task A_pod_that_never_ran_or_is_in_no_budget_goes_freely()
    {
        await BudgetAsync(allowed: 0);
        await Server.PodAsync("pending", """{"app": "web"}""");
        (await EvictAsync("pending")).Code.ShouldBe(201);
        await RunningAsync("other", """{"app": "other"}""");
        (await EvictAsync("other")).Code.ShouldBe(201);
    }

    [Theory]
    [InlineData("IfHealthyBudget", 2, 201)]
    [InlineData("IfHealthyBudget", 1, 429)]
    [InlineData("AlwaysAllow", 1, 201)]
    public async Task A_pod_that_is_not_ready_goes_by_the_policy(string policy, int healthy, int code)
    {
        await BudgetAsync(allowed: 0, healthy: healthy, policy: policy);
        await RunningAsync("a", ready: "False");
        (await EvictAsync("a")).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_dry_run_evicts_nothing_and_spends_nothing()
    {
        await BudgetAsync(allowed: 1);
        await RunningAsync("a");
        (await Server.PostAsync($"{Pods}/a/eviction?dryRun=All", "{}")).Code.ShouldBe(201);
        (await Server.GetAsync($"{Pods}/a")).Code.ShouldBe(200);
        ((int?)(await Server.GetAsync($"{BudgetPath}/web")).Body["status"]!["disruptionsAllowed"]).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"minAvailable": 1, "maxUnavailable": 1}""", "spec")]
    [InlineData("""{"minAvailable": "many"}""", "spec.minAvailable")]
    [InlineData("""{"maxUnavailable": "101%"}""", "spec.maxUnavailable")]
    [InlineData("""{"maxUnavailable": -1}""", "spec.maxUnavailable")]
    [InlineData("""{"unhealthyPodEvictionPolicy": "Never"}""", "spec.unhealthyPodEvictionPolicy")]
    public async Task A_budget_that_cannot_be_is_refused_by_field(string spec, string field)
    {
        var answer = await Server.PostAsync(BudgetPath, $$$"""{"metadata": {"name": "web"}, "spec": {{{spec}}}}""");
        answer.Code.ShouldBe(422, answer.ToString());
        answer.Fields.ShouldBe([field]);
    }

    private async Task BudgetAsync(int allowed, int observed = 1, int healthy = 2, string policy = "IfHealthyBudget")
    {
        await Server.PostAsync(BudgetPath,
            $$$"""{"metadata": {"name": "web"}, "spec": {"minAvailable": 2, "selector": {"matchLabels": {"app": "web"}}, "unhealthyPodEvictionPolicy": "{{{policy}}}"}}""");
        var answer = await Server.SendAsync("PATCH", $"{BudgetPath}/web/status",
            $$$"""{"status": {"observedGeneration": {{{observed}}}, "disruptionsAllowed": {{{allowed}}}, "desiredHealthy": 2, "currentHealthy": {{{healthy}}}, "expectedPods": 2}}""");
        answer.Code.ShouldBe(200, answer.ToString());
    }

    private async Task RunningAsync(string name, string labels = """{"app": "web"}""", string ready = "True")
    {
        await Server.PodAsync(name, labels);
        var answer = await Server.SendAsync("PATCH", $"{Pods}/{name}/status",
            $$$"""{"status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "{{{ready}}}"}]}}""");
        answer.Code.ShouldBe(200, answer.ToString());
    }

    private Task<Answer> EvictAsync(string pod) => Server.PostAsync($"{Pods}/{pod}/eviction",
        $$$"""{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "{{{pod}}}", "namespace": "default"}}""");
}
