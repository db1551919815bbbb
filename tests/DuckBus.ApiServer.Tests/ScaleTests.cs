using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class ScaleTests : ServerTests
{
    private const string Path = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task A_scale_shows_replicas_and_the_selector_as_text()
    {
        await DeploymentAsync();
        var scale = (await Server.GetAsync($"{Path}/web/scale")).Body;
        scale["kind"]!.ToString().ShouldBe("Scale");
        scale["apiVersion"]!.ToString().ShouldBe("autoscaling/v1");
        ((int?)scale["spec"]!["replicas"]).ShouldBe(2);
        scale["status"]!["selector"]!.ToString().ShouldBe("app=web");
    }

    [Theory]
    [InlineData("application/merge-patch+json", """{"spec": {"replicas": 5}}""")]
    [InlineData("application/strategic-merge-patch+json", """{"spec": {"replicas": 5}}""")]
    [InlineData("application/json-patch+json", """[{"op": "replace", "path": "/spec/replicas", "value": 5}]""")]
    public async Task Every_patch_scales(string type, string patch)
    {
        await DeploymentAsync();
        var answer = await Server.SendAsync("PATCH", $"{Path}/web/scale", patch, type);
        answer.Code.ShouldBe(200, answer.ToString());
        var deployment = (await Server.GetAsync($"{Path}/web")).Body;
        ((int?)deployment["spec"]!["replicas"]).ShouldBe(5);
        ((int?)deployment["metadata"]!["generation"]).ShouldBe(2);
    }

    [Fact]
    public async Task An_old_resourceVersion_is_a_conflict()
    {
        await DeploymentAsync();
        var scale = (await Server.GetAsync($"{Path}/web/scale")).Body;
        await Server.SendAsync("PATCH", $"{Path}/web/scale", """{"spec": {"replicas": 3}}""");
        scale["spec"]!["replicas"] = 4;
        (await Server.SendAsync("PUT", $"{Path}/web/scale", scale.ToJsonString())).Code.ShouldBe(409);
    }

    [Fact]
    public async Task Replicas_are_not_negative()
    {
        await DeploymentAsync();
        var answer = await Server.SendAsync("PATCH", $"{Path}/web/scale", """{"spec": {"replicas": -1}}""");
        answer.Code.ShouldBe(422);
        answer.Fields.ShouldBe(["spec.replicas"]);
    }

    [Fact]
    public async Task Kubectl_scales()
    {
        await DeploymentAsync();
        (await Server.KubectlAsync("scale deployment web --replicas=4 --current-replicas=2")).ShouldContain("scaled");
        ((int?)(await Server.GetAsync($"{Path}/web")).Body["spec"]!["replicas"]).ShouldBe(4);
    }

    private async Task DeploymentAsync()
    {
        var answer = await Server.PostAsync(Path, """
            {"metadata": {"name": "web"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}},
             "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "duckbus/duck:local"}]}}}}
            """);
        answer.Code.ShouldBe(201, answer.ToString());
    }
}
