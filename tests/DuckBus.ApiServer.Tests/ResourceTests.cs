using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Tests;

public sealed class ResourceTests : ServerTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Sets = "/apis/apps/v1/namespaces/default/replicasets";

    private const string Set =
        """{"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}""";

    [Fact]
    public async Task A_cluster_starts_with_its_namespaces()
    {
        var list = await Server.GetAsync("/api/v1/namespaces");

        list.Body.Names().ShouldBe(["default", "kube-node-lease", "kube-public", "kube-system"]);
        list.Body.At("items.0.status.phase").ShouldBe("Active");
        list.Body.At("items.0.spec.finalizers.0").ShouldBe("kubernetes");
    }

    [Fact]
    public async Task A_pod_is_completed_with_the_defaults_of_Kubernetes()
    {
        var pod = await Server.PodAsync("web");

        pod.At("apiVersion").ShouldBe("v1");
        pod.At("kind").ShouldBe("Pod");
        pod.At("metadata.namespace").ShouldBe("default");
        pod.At("metadata.uid").ShouldNotBeNull();
        pod.At("metadata.creationTimestamp").ShouldNotBeNull();
        pod.At("metadata.generation").ShouldBe("1");
        long.Parse(pod.At("metadata.resourceVersion")!).ShouldBeGreaterThan(0);
        pod.At("spec.restartPolicy").ShouldBe("Always");
        pod.At("spec.terminationGracePeriodSeconds").ShouldBe("30");
        pod.At("spec.containers.0.imagePullPolicy").ShouldBe("IfNotPresent");
        pod.At("status.phase").ShouldBe("Pending");
        pod.At("status.qosClass").ShouldBe("BestEffort");
        (await Server.GetAsync($"{Pods}/web")).Body.ToJsonString().ShouldBe(pod.ToJsonString());
    }

    [Fact]
    public async Task Fields_that_the_kind_does_not_have_are_not_kept_whoever_brings_them_in()
    {
        await Server.PodAsync("web", labels: """{"a":"b"}""", spec: "\"affinity\":{\"x\":[1,{\"y\":null}]},\"z\":1");
        await Server.SendAsync("PATCH", $"{Pods}/web", """{"foo":{"bar":1},"metadata":{"labels":{"c":"d"}}}""");
        var pod = (await Server.GetAsync($"{Pods}/web")).Body;
        pod["foo"] = 1;
        pod["spec"]!["containers"]![0]!["foo"] = 1;
        (await Server.SendAsync("PUT", $"{Pods}/web", pod.ToJsonString())).Code.ShouldBe(200);

        var kept = (await Server.GetAsync($"{Pods}/web")).Body;
        kept["metadata"]!["labels"]!.ToJsonString().ShouldBe("""{"a":"b","c":"d"}""");
        kept["spec"]!["affinity"]!.ToJsonString().ShouldBe("{}");
        kept.At("spec.z").ShouldBeNull();
        kept.At("spec.containers.0.foo").ShouldBeNull();
        kept.At("foo").ShouldBeNull();
        (await Server.SendAsync("PUT", $"{Pods}/web?fieldValidation=Strict", kept.ToJsonString())).Code.ShouldBe(200);
    }

    [Fact]
    public async Task The_same_name_twice_is_AlreadyExists()
    {
        await Server.PodAsync("web");

        var again = await Server.PostAsync(Pods, """{"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");

        again.Code.ShouldBe(409);
        again.Reason.ShouldBe("AlreadyExists");
    }

    [Fact]
    public async Task A_generated_name_has_five_characters_of_Kubernetes_alphabet()
    {
        var answer = await Server.PostAsync(Maps, """{"metadata":{"generateName":"conf-"}}""");

        answer.Body.At("metadata.name")!.ShouldMatch("^conf-[bcdfghjklmnpqrstvwxz2456789]{5}$");
    }

    [Fact]
    public async Task Status_is_written_only_through_its_subresource()
    {
        await Server.PodAsync("web");

        await Server.SendAsync("PATCH", $"{Pods}/web", """{"status":{"phase":"Running"},"metadata":{"labels":{"a":"b"}}}""");
        var plain = await Server.GetAsync($"{Pods}/web");
        await Server.SendAsync("PATCH", $"{Pods}/web/status", """{"status":{"phase":"Running"},"metadata":{"labels":{"a":"c"}},"spec":{"nodeName":"x"}}""");
        var status = await Server.GetAsync($"{Pods}/web/status");

        plain.Body.At("status.phase").ShouldBe("Pending");
        plain.Body.At("metadata.labels.a").ShouldBe("b");
        status.Body.At("status.phase").ShouldBe("Running");
        status.Body.At("metadata.labels.a").ShouldBe("b");
        status.Body.At("spec.nodeName").ShouldBeNull();
        status.Body.At("metadata.generation").ShouldBe("1");
    }

    [Fact]
    public async Task Generation_grows_with_the_spec_only()
    {
        await Server.PostAsync(Sets, Set);

        var labelled = await Server.SendAsync("PATCH", $"{Sets}/web", """{"metadata":{"labels":{"a":"b"}}}""");
        var scaled = await Server.SendAsync("PATCH", $"{Sets}/web", """{"spec":{"replicas":3}}""");

        labelled.Body.At("metadata.generation").ShouldBe("1");
        scaled.Body.At("metadata.generation").ShouldBe("2");
        (await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""")).Body.At("metadata.generation").ShouldBeNull();
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_no_write()
    {
        var pod = await Server.PodAsync("web");

        var same = await Server.SendAsync("PUT", $"{Pods}/web", pod.ToJsonString());
        var patched = await Server.SendAsync("PATCH", $"{Pods}/web", """{"metadata":{"labels":{}}}""");

        same.Body.At("metadata.resourceVersion").ShouldBe(pod.At("metadata.resourceVersion"));
        patched.Body.At("metadata.resourceVersion").ShouldBe(pod.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task A_stale_resourceVersion_is_a_conflict()
    {
        var pod = await Server.PodAsync("web");
        await Server.SendAsync("PATCH", $"{Pods}/web", """{"metadata":{"labels":{"a":"b"}}}""");

        var put = await Server.SendAsync("PUT", $"{Pods}/web", pod.ToJsonString());
        var patch = await Server.SendAsync("PATCH", $"{Pods}/web", $$$$$$"""{"metadata":{"resourceVersion":"{{{{{{pod.At("metadata.resourceVersion")}}}}}}","labels":{"a":"c"}}}""");

        put.Code.ShouldBe(409);
        put.Reason.ShouldBe("Conflict");
        patch.Code.ShouldBe(409);
    }

    [Fact]
    public async Task Patches_without_a_version_never_conflict()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Server.SendAsync("PATCH", $"{Maps}/x", $$$$$$"""{"data":{"key{{{{{{i}}}}}}":"v"}}""")));

        answers.ShouldAllBe(answer => answer.Code == 200);
        (await Server.GetAsync($"{Maps}/x")).Body["data"]!.AsObject().Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_merge_patch_removes_with_null()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"},"data":{"a":"1","b":"2"}}""");

        var patched = await Server.SendAsync("PATCH", $"{Maps}/x", """{"data":{"a":null,"c":"3"}}""");

        patched.Body["data"]!.ToJsonString().ShouldBe("""{"b":"2","c":"3"}""");
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"other"}}""", "metadata.name")]
    [InlineData("""{"kind":"Pod"}""", "kind")]
    [InlineData("""{"data":{"a":[null]}}""", "data.a[0]")]
    [InlineData("""{"data":{"a":5}}""", "data.a")]
    [InlineData("""{"metadata":{"labels":5}}""", "metadata.labels")]
    public async Task A_bad_patch_is_told_with_the_field(string patch, string field)
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        var answer = await Server.SendAsync("PATCH", $"{Maps}/x", patch);

        answer.Code.ShouldBe(400, answer.ToString());
        answer.Fields.ShouldContain(field, answer.ToString());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var answer = await Server.PostAsync($"{Maps}?dryRun=All", """{"metadata":{"name":"x"}}""");

        answer.Code.ShouldBe(201);
        answer.Body.At("metadata.resourceVersion").ShouldBeNull();
        (await Server.GetAsync($"{Maps}/x")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Lists_are_paged_at_one_revision()
    {
        foreach (var i in Enumerable.Range(0, 7)) await Server.PostAsync(Maps, $$$$$$"""{"metadata":{"name":"m{{{{{{i}}}}}}"}}""");

        var first = await Server.GetAsync($"{Maps}?limit=3");
        await Server.SendAsync("DELETE", $"{Maps}/m4");
        var second = await Server.GetAsync($"{Maps}?limit=3&continue={first.Body.At("metadata.continue")}");
        var third = await Server.GetAsync($"{Maps}?limit=3&continue={second.Body.At("metadata.continue")}");

        first.Body.Names().ShouldBe(["m0", "m1", "m2"]);
        first.Body.At("metadata.remainingItemCount").ShouldBe("4");
        second.Body.Names().ShouldBe(["m3", "m4", "m5"]);
        third.Body.Names().ShouldBe(["m6"]);
        third.Body.At("metadata.continue").ShouldBeNull();
        third.Body.At("metadata.resourceVersion").ShouldBe(first.Body.At("metadata.resourceVersion"));
    }

    [Theory]
    [InlineData("labelSelector=app%3Dweb", "a b")]
    [InlineData("labelSelector=app!%3Dweb", "c d")]
    [InlineData("labelSelector=app", "a b c")]
    [InlineData("labelSelector=!app", "d")]
    [InlineData("labelSelector=app+in+(web,db),tier%3D%3Dfront", "a")]
    [InlineData("labelSelector=app+notin+(web)", "c d")]
    [InlineData("labelSelector=size%3E3", "b")]
    [InlineData("fieldSelector=metadata.name%3Db", "b")]
    [InlineData("fieldSelector=metadata.name!%3Db", "a c d")]
    [InlineData("fieldSelector=spec.nodeName%3Dnode-1", "d")]
    [InlineData("fieldSelector=spec.nodeName%3D", "a b c")]
    [InlineData("fieldSelector=status.phase%3DPending,metadata.namespace%3Ddefault&labelSelector=app%3Ddb", "c")]
    public async Task Lists_are_selected(string query, string expected)
    {
        await Server.PodAsync("a", """{"app":"web","tier":"front"}""");
        await Server.PodAsync("b", """{"app":"web","size":"5"}""");
        await Server.PodAsync("c", """{"app":"db"}""");
        await Server.PodAsync("d", "{}", "\"nodeName\":\"node-1\"");

        (await Server.GetAsync($"/api/v1/pods?{query}")).Body.Names().ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Events_are_selected_by_what_they_are_about()
    {
        const string Events = "/api/v1/namespaces/default/events";
        await Server.PostAsync(Events, """{"metadata":{"name":"e1"},"involvedObject":{"kind":"Pod","namespace":"default","name":"a","uid":"1"},"type":"Normal","reason":"Started"}""");
        await Server.PostAsync(Events, """{"metadata":{"name":"e2"},"involvedObject":{"kind":"Pod","namespace":"default","name":"b","uid":"2"},"type":"Warning"}""");

        (await Server.GetAsync($"{Events}?fieldSelector=involvedObject.name%3Da,involvedObject.uid%3D1,involvedObject.kind%3DPod")).Body.Names().ShouldBe(["e1"]);
    }

    [Theory]
    [InlineData("resourceVersion=999999")]
    [InlineData("resourceVersion=999999&watch=true")]
    public async Task A_version_from_the_future_is_a_timeout(string query)
    {
        var answer = await Server.GetAsync($"{Pods}?{query}");

        answer.Code.ShouldBe(504);
        answer.Body.At("details.causes.0.reason").ShouldBe("ResourceVersionTooLarge");
    }

    [Fact]
    public async Task Discovery_lists_every_kind_with_its_subresources()
    {
        var core = await Server.GetAsync("/api/v1");
        var groups = await Server.GetAsync("/apis");

        var resources = core.Body["resources"]!.AsArray().ToDictionary(r => r.At("name")!, r => r!);
        resources.Keys.ShouldContain("pods/status");
        resources.Keys.ShouldContain("pods/log");
        resources["pods/binding"].At("kind").ShouldBe("Binding");
        resources["pods"].At("shortNames.0").ShouldBe("po");
        resources["pods"].At("categories.0").ShouldBe("all");
        resources["nodes"].At("namespaced").ShouldBe("false");
        groups.Body["groups"]!.AsArray().Select(g => g.At("name")).ShouldBe(ResourceKind.Served.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct());
        (await Server.GetAsync("/apis/apps")).Body.At("preferredVersion.groupVersion").ShouldBe("apps/v1");
        (await Server.GetAsync("/version")).Body.At("gitVersion")!.ShouldStartWith("v1.33");
        (await Server.GetAsync("/version")).Body.At("platform")!.ShouldMatch("^[a-z]+/(amd64|arm64)$");
    }

    [Fact]
    public async Task The_part_tells_its_health()
    {
        (await Server.GetAsync("/healthz")).Code.ShouldBe(200);
        (await Server.GetAsync("/readyz")).Code.ShouldBe(200);
        (await Server.GetAsync("/metrics")).Body.ToString().ShouldContain("duckbus_api_request_seconds");
        Server.Part.NotReadyReason.ShouldBeNull();
    }
}
