namespace DuckBus.Clients.Tests.Tour;

/// <summary>What the cluster serves, and what that means.</summary>
public sealed class DiscoveryTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_says_what_it_serves(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("version --output=yaml", "serverVersion:", "gitVersion: v1.33.0*");
        await kubectl.SaysAsync("cluster-info", "Kubernetes control plane* is running at");
        await kubectl.SaysAsync("api-versions", "apps/v1", "coordination.k8s.io/v1", "v1");
        await kubectl.SaysAsync("api-resources", "NAME SHORTNAMES APIVERSION NAMESPACED KIND", "pods po v1 true Pod", "deployments deploy apps/v1 true Deployment", "nodes no v1 false Node");
        await kubectl.SaysAsync("api-resources --api-group=apps -o wide", "replicasets rs apps/v1 true ReplicaSet *delete,*get,list,patch,*update,watch* all");
        await kubectl.SaysAsync("api-resources --namespaced=false -o name", "namespaces");
        await kubectl.SaysAsync("get --raw /healthz", "ok");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_explains_fields(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("explain pod.spec.containers.livenessProbe", "KIND: Pod", "VERSION: v1", "FIELD: livenessProbe <Probe>", "periodSeconds <integer>");
        await kubectl.SaysAsync("explain deployments", "GROUP: apps", "KIND: Deployment", "DESCRIPTION:", "spec <DeploymentSpec>");
        await kubectl.SaysAsync("explain configmap --recursive", "data <map[string]string>", "metadata <ObjectMeta>");
        await kubectl.SaysAsync("explain deployment.spec.replicas", "FIELD: replicas <integer>");
        await kubectl.FailsAsync("explain pod.spec.nope", "field \"nope\" does not exist");
    }
}
