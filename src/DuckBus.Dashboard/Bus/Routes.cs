using DuckBus.Bus;
using DuckBus.Model.Kinds;

namespace DuckBus.Dashboard.Bus;

/// <summary>Where a change travels: to the part whose turn it is. Everybody may hear it; one has to act. Pure.</summary>
public static class Routes
{
    /// <summary>The station of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="starts">Whether a pod's containers are yet to be started.</param>
    public static Station Of(ResourceChanged change, bool starts) => change.Kind switch
    {
        "pods" when change.Type == ChangeType.Deleted => Station.Controllers,
        "pods" when string.IsNullOrEmpty(change.Node) => Station.Scheduler,
        "pods" => starts ? Station.Kubelets : Station.Controllers,
        "services" or "endpointslices.discovery.k8s.io" or "configmaps" or "secrets" => Station.Kubelets,
        _ => Station.Controllers,
    };

    /// <summary>What the change is about, in a word.</summary>
    public static string KindOf(string kind) => kind switch
    {
        "pods" => "pod",
        "nodes" => "node",
        "leases.coordination.k8s.io" => "lease",
        "events" => "event",
        "replicasets.apps" or "deployments.apps" or "statefulsets.apps" or "daemonsets.apps" or "jobs.batch" or "cronjobs.batch" => "workload",
        _ => "other",
    };
}
