using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class DeletionTests : ServerTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Objects_of_all_namespaces_are_not_deleted_at_once()
    {
        await Server.PodAsync("web");

        (await Server.SendAsync("DELETE", "/api/v1/pods")).Code.ShouldBe(405);
        (await Server.GetAsync("/api/v1/namespaces/default/pods/web")).Code.ShouldBe(200);
        (await Server.SendAsync("DELETE", "/api/v1/nodes")).Code.ShouldBe(200);
        (await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_pod_without_a_node_is_removed_at_once()
    {
        var pod = await Server.PodAsync("web");

        var answer = await Server.SendAsync("DELETE", $"{Pods}/web");

        answer.Body.At("status").ShouldBe("Success");
        answer.Body.At("details.uid").ShouldBe(pod.At("metadata.uid"));
        (await Server.GetAsync($"{Pods}/web")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_bound_pod_stays_until_its_kubelet_removes_it()
    {
        var pod = await Server.PodAsync("web", spec: "\"nodeName\":\"node-1\"");

        var marked = await Server.SendAsync("DELETE", $"{Pods}/web");
        var wrong = await Server.SendAsync("DELETE", $"{Pods}/web", """{"gracePeriodSeconds":0,"preconditions":{"uid":"other"}}""");
        var removed = await Server.SendAsync("DELETE", $"{Pods}/web", $$$$$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{{{{pod.At("metadata.uid")}}}}}}"}}""");

        marked.Body.At("metadata.deletionGracePeriodSeconds").ShouldBe("30");
        marked.Body.At("metadata.deletionTimestamp").ShouldNotBeNull();
        wrong.Code.ShouldBe(409);
        removed.Body.At("status").ShouldBe("Success");
        (await Server.GetAsync($"{Pods}/web")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_second_deletion_may_shorten_the_grace_and_not_lengthen_it()
    {
        await Server.PodAsync("web", spec: "\"nodeName\":\"node-1\"");

        await Server.SendAsync("DELETE", $"{Pods}/web?gracePeriodSeconds=20");
        var longer = await Server.SendAsync("DELETE", $"{Pods}/web?gracePeriodSeconds=60");
        var shorter = await Server.SendAsync("DELETE", $"{Pods}/web?gracePeriodSeconds=5");

        longer.Body.At("metadata.deletionGracePeriodSeconds").ShouldBe("20");
        shorter.Body.At("metadata.deletionGracePeriodSeconds").ShouldBe("5");
    }

    [Fact]
    public async Task A_finished_pod_is_removed_at_once()
    {
        await Server.PodAsync("web", spec: "\"nodeName\":\"node-1\"");
        await Server.SendAsync("PATCH", $"{Pods}/web/status", """{"status":{"phase":"Succeeded"}}""");

        (await Server.SendAsync("DELETE", $"{Pods}/web")).Body.At("status").ShouldBe("Success");
    }

    [Fact]
    public async Task An_object_with_finalizers_stays_until_the_last_is_removed()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x","finalizers":["example.org/a","example.org/b"]}}""");

        var marked = await Server.SendAsync("DELETE", $"{Maps}/x");
        var added = await Server.SendAsync("PATCH", $"{Maps}/x", """{"metadata":{"finalizers":["example.org/a","example.org/c"]}}""");
        var one = await Server.SendAsync("PATCH", $"{Maps}/x", """{"metadata":{"finalizers":["example.org/b"]}}""");
        await Server.SendAsync("PATCH", $"{Maps}/x", """{"metadata":{"finalizers":null}}""");

        marked.Body.At("metadata.deletionTimestamp").ShouldNotBeNull();
        added.Code.ShouldBe(422);
        one.Code.ShouldBe(200);
        (await Server.GetAsync($"{Maps}/x")).Code.ShouldBe(404);
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task The_propagation_policy_becomes_a_finalizer(string policy, string finalizer)
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        var answer = await Server.SendAsync("DELETE", $"{Maps}/x?propagationPolicy={policy}");

        answer.Body.At("metadata.finalizers.0").ShouldBe(finalizer);
        answer.Body.At("metadata.deletionTimestamp").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_policy_is_refused()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        (await Server.SendAsync("DELETE", $"{Maps}/x?propagationPolicy=Sideways")).Fields.ShouldBe(["propagationPolicy"]);
        (await Server.SendAsync("DELETE", $"{Maps}/x?gracePeriodSeconds=soon")).Code.ShouldBe(400);
    }

    [Fact]
    public async Task A_stale_version_in_the_preconditions_is_a_conflict()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        (await Server.SendAsync("DELETE", $"{Maps}/x", """{"preconditions":{"resourceVersion":"1"}}""")).Code.ShouldBe(409);
    }

    [Fact]
    public async Task A_collection_is_deleted_by_selector()
    {
        await Server.PodAsync("a", """{"app":"x"}""");
        await Server.PodAsync("b", """{"app":"y"}""");

        (await Server.SendAsync("DELETE", $"{Pods}?labelSelector=app%3Dx")).Body.Names().ShouldBe(["a"]);
        (await Server.GetAsync(Pods)).Body.Names().ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_namespace_terminates_and_takes_nothing_new()
    {
        await Server.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"shop"}}""");

        var marked = await Server.SendAsync("DELETE", "/api/v1/namespaces/shop");
        var inside = await Server.PostAsync("/api/v1/namespaces/shop/configmaps", """{"metadata":{"name":"x"}}""");
        await Server.SendAsync("PUT", "/api/v1/namespaces/shop/finalize", """{"metadata":{"name":"shop"},"spec":{"finalizers":[]}}""");

        marked.Body.At("status.phase").ShouldBe("Terminating");
        inside.Code.ShouldBe(403);
        inside.Body.At("details.causes.0.reason").ShouldBe("NamespaceTerminating");
        (await Server.GetAsync("/api/v1/namespaces/shop")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Only_finalize_changes_the_finalizers_of_a_namespace_and_it_looks_at_their_names()
    {
        const string Shop = "/api/v1/namespaces/shop";
        await Server.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"shop"}}""");

        var refused = await Server.SendAsync("PUT", $"{Shop}/finalize", """{"metadata":{"name":"shop"},"spec":{"finalizers":["not a name"]}}""");
        var put = await Server.SendAsync("PUT", Shop, """{"metadata":{"name":"shop"},"spec":{"finalizers":["example.org/other"]}}""");
        var taken = await Server.SendAsync("PUT", $"{Shop}/finalize", """{"metadata":{"name":"shop"},"spec":{"finalizers":["example.org/mine"]}}""");

        (refused.Code, (string)refused.Body.At("details.causes.0.field")!).ShouldBe((422, "spec.finalizers[0]"));
        (put.Code, (string)put.Body.At("spec.finalizers.0")!).ShouldBe((200, "kubernetes"));
        (taken.Code, (string)taken.Body.At("spec.finalizers.0")!).ShouldBe((200, "example.org/mine"));
    }

    [Fact]
    public async Task The_namespaces_that_all_rely_on_are_protected() =>
        (await Server.SendAsync("DELETE", "/api/v1/namespaces/default")).Code.ShouldBe(403);
}
