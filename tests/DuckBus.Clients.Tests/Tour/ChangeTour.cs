namespace DuckBus.Clients.Tests.Tour;

/// <summary>Changing one thing at a time.</summary>
public sealed class ChangeTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_runs_and_exposes(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("run duck --image=duckbus/duck:local --labels=app=duck --port=8080 --env=A=1", "pod/duck created");
        await kubectl.SaysAsync("wait pod/duck --for=condition=Ready --timeout=60s", "condition met");
        await kubectl.SaysAsync("expose pod duck --name=pond --port=80 --target-port=8080", "service/pond exposed");
        await kubectl.SaysAsync("get svc pond -o 'jsonpath={.spec.selector.app}:{.spec.ports[0].targetPort}'", "duck:8080");
        await kubectl.SaysAsync("run once --image=duckbus/duck:local --restart=Never --rm -i --quiet --command -- echo quack", "quack");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_labels_annotates_and_patches(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("label deploy web tier=front", "deployment.apps/web labeled");
        await kubectl.FailsAsync("label deploy web tier=back", "--overwrite is false");
        await kubectl.SaysAsync("label deploy web tier=back --overwrite", "labeled");
        await kubectl.SaysAsync("label deploy web tier-", "unlabeled");
        await kubectl.SaysAsync("annotate deploy web note=x", "deployment.apps/web annotate*");
        await kubectl.SaysAsync("patch deploy web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"duckbus/duck:local\",\"command\":[\"sleep\",\"1000\"]}]}}}}'", "deployment.apps/web patched");
        await kubectl.SaysAsync("get deploy web -o 'jsonpath={.spec.template.spec.containers[*].name}'", "side duck");
        await kubectl.SaysAsync("patch deploy web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"$patch\":\"delete\"}]}}}}'", "patched");
        await kubectl.SaysAsync("patch deploy web --type=merge -p '{\"spec\":{\"replicas\":0}}'", "patched");
        await kubectl.SaysAsync("patch deploy web --type=json -p '[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":0},{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":1}]'", "patched");
        await kubectl.FailsAsync("patch deploy web --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/nope\"}]'", "is invalid", "/spec/nope");
        await kubectl.SaysAsync("patch deploy web --subresource=status --type=merge -p '{\"status\":{\"observedGeneration\":1}}'", "patched");
        await kubectl.SaysAsync("get deploy web -o 'jsonpath={.spec.template.spec.containers[*].name} {.spec.replicas} {.metadata.annotations.note}'", "duck 1 x");
    }

    // kubectl compares what it read before the patch with the answer, so this needs an object whose status nobody writes.
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_tells_a_patch_that_changes_nothing(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("create configmap pond --from-literal=depth=1", "created");
        await kubectl.SaysAsync("patch configmap pond -p '{\"data\":{\"depth\":\"2\"}}'", "configmap/pond patched");
        await kubectl.SaysAsync("patch configmap pond -p '{\"data\":{\"depth\":\"2\"}}'", "patched (no change)");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_edits_and_replaces(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        kubectl.Editor = kubectl.WriteScript("editor.sh", "#!/bin/sh\nsed -i 's/^  replicas: 1/  replicas: 2/' \"$1\"\n");
        await kubectl.SaysAsync("edit deploy/web", "deployment.apps/web edited");
        await kubectl.SaysAsync("get deploy web -o jsonpath={.spec.replicas}", "2");

        // Until the second pod is counted, the script finds a "replicas: 1" in the status too.
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("edit deploy/web", "Edit cancelled, no changes made*");
        await kubectl.SaysAsync("replace -f web.yaml", "deployment.apps/web replaced");
        await kubectl.SaysAsync("get deploy web -o jsonpath={.spec.replicas}", "1");
        var uid = await kubectl.SaysAsync("get deploy web -o jsonpath={.metadata.uid}");
        await kubectl.SaysAsync("replace --force -f web.yaml", "deployment.apps \"web\" deleted", "deployment.apps/web replaced");
        (await kubectl.SaysAsync("get deploy web -o jsonpath={.metadata.uid}")).ShouldNotBe(uid);
    }
}
