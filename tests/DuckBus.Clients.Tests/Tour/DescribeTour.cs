namespace DuckBus.Clients.Tests.Tour;

/// <summary>Reading an object as prose, and what happened to it.</summary>
public sealed class DescribeTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_describes_everything(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", env: "[{name: A, value: '1'}]"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("describe pod -l app=web", "Node: node-", "Status: Running", "IP:", "Controlled By: ReplicaSet/web-", "Container ID: docker://", "State: Running", "A: 1", "QoS Class: BestEffort", "Events:", "Scheduled", "Started");
        await kubectl.SaysAsync("describe deploy web", "Replicas: 1 desired | 1 updated | 1 total | 1 available | 0 unavailable", "StrategyType: RollingUpdate", "NewReplicaSet: web-", "ScalingReplicaSet");
        await kubectl.SaysAsync("describe rs -l app=web", "Controlled By: Deployment/web", "Pods Status: 1 Running / 0 Waiting / 0 Succeeded / 0 Failed");
        await kubectl.SaysAsync("describe node node-1", "Name: node-1", "Ready True", "Lease:", "HolderIdentity: node-1", "Allocated resources:", "Capacity:");
        await kubectl.SaysAsync($"describe ns {kubectl.Namespace}", "Status: Active");
        await kubectl.SaysAsync("events --for deploy/web", "ScalingReplicaSet");
        await kubectl.SaysAsync("get events --field-selector involvedObject.name=web", "LAST SEEN TYPE REASON OBJECT MESSAGE", "Normal ScalingReplicaSet deployment/web Scaled up");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_describes_what_holds_data(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("conf.yaml", Manifests.ConfigMap("conf", "{key: quack}"));
        kubectl.Write("pass.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: pass}\nstringData: {word: quack}\n");
        await kubectl.SaysAsync("create -f conf.yaml -f pass.yaml", "configmap/conf created", "secret/pass created");
        await kubectl.SaysAsync("describe cm conf", "Data", "quack");
        await kubectl.SaysAsync("describe secret pass", "Type: Opaque", "word: 5 bytes");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_describes_services(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("svc.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n");
        await kubectl.SaysAsync("apply -f svc.yaml", "service/web created");
        await kubectl.SaysAsync("describe svc web", "Selector: app=web", "Type: ClusterIP", "Port: <unset> 80/TCP", "TargetPort: 8080/TCP");
        await kubectl.SaysAsync("get svc web", "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE", "web ClusterIP * <none> 80/TCP");
    }
}
