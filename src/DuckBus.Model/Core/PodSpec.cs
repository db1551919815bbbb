using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Core.Security;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>PodSpec is a description of a pod.</summary>
public sealed record PodSpec : Extensible
{
    /// <summary>List of containers belonging to the pod. There must be at least one. Cannot be updated, except images.</summary>
    [Proto(2), MergeKey("name"), Required]
    public IReadOnlyList<Container> Containers { get; init; } = [];

    /// <summary>Containers that run to completion, in order, before the others start. One with restartPolicy Always is a sidecar: it only has to have started.</summary>
    [Proto(20), MergeKey("name")]
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>Containers that were added to the running pod for inspection, through the <c>ephemeralcontainers</c> subresource.</summary>
    [Proto(34), MergeKey("name")]
    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    /// <summary>Restart policy for all containers within the pod: Always (the default), OnFailure or Never.</summary>
    [Proto(3), Default("Always"), Values("Always", "OnFailure", "Never")]
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds the pod needs to terminate gracefully; 30 unless given.</summary>
    [Proto(4), Default(30)]
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds the pod may be active on a node before it is failed and its containers are killed.</summary>
    [Proto(5)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Labels that the node must have.</summary>
    [Proto(7), Atomic]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>The node that the pod runs on. Set by the scheduler through a binding.</summary>
    [Proto(10)]
    public string? NodeName { get; init; }

    /// <summary>The taints that the pod tolerates.</summary>
    [Proto(22)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>The scheduler that places the pod; <c>default-scheduler</c> unless given.</summary>
    [Proto(19), Default("default-scheduler")]
    public string? SchedulerName { get; init; }

    /// <summary>The hostname of the pod; its name unless given.</summary>
    [Proto(16)]
    public string? Hostname { get; init; }

    /// <summary>Use the node's network namespace.</summary>
    [Proto(11)]
    public bool? HostNetwork { get; init; }

    /// <summary>How names are resolved; ClusterFirst unless given.</summary>
    [Proto(6), Default("ClusterFirst"), Values("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")]
    public string? DnsPolicy { get; init; }

    /// <summary>The account that the pod runs as.</summary>
    [Proto(8)]
    public string? ServiceAccountName { get; init; }

    /// <summary>Storage that the containers can mount.</summary>
    [Proto(1), MergeKey("name"), RetainKeys]
    public IReadOnlyList<Volume>? Volumes { get; init; }

    /// <summary>Deprecated: the same as serviceAccountName, which goes first.</summary>
    [Proto(9)]
    public string? ServiceAccount { get; init; }

    /// <summary>Whether the account's token is put into the containers; as the account says unless given.</summary>
    [Proto(21)]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Use the node's process namespace; false unless given.</summary>
    [Proto(12)]
    public bool? HostPID { get; init; }

    /// <summary>Use the node's IPC namespace; false unless given.</summary>
    [Proto(13)]
    public bool? HostIPC { get; init; }

    /// <summary>Whether the containers see each other's processes; false unless given.</summary>
    [Proto(27)]
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Whether the pod uses the node's user namespace; true unless given.</summary>
    [Proto(37), NotActedOn("the pod uses the node's user namespace", Unless = "true")]
    public bool? HostUsers { get; init; }

    /// <summary>With which rights the containers run.</summary>
    [Proto(14)]
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets with credentials for image registries.</summary>
    [Proto(15), MergeKey("name"), NotActedOn("images are pulled without credentials")]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Makes the pod's full name HOSTNAME.SUBDOMAIN.NAMESPACE.svc.CLUSTER-DOMAIN.</summary>
    [Proto(17)]
    public string? Subdomain { get; init; }

    /// <summary>Whether the hostname is the full name; false unless given.</summary>
    [Proto(35)]
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Where the pod should run, and next to whom.</summary>
    [Proto(18)]
    public Affinity? Affinity { get; init; }

    /// <summary>Lines for the pod's hosts file. Not with hostNetwork.</summary>
    [Proto(23), MergeKey("ip")]
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    /// <summary>Name of the pod's priority.</summary>
    [Proto(24), NotActedOn("all pods are equal")]
    public string? PriorityClassName { get; init; }

    /// <summary>The pod's priority, as its class says.</summary>
    [Proto(25), NotActedOn("all pods are equal", Unless = "0")]
    public int? Priority { get; init; }

    /// <summary>Whether pods of lower priority have to go for this one: PreemptLowerPriority (the default) or Never. All pods are equal here, so none has to go.</summary>
    [Proto(31), Values("PreemptLowerPriority", "Never")]
    public string? PreemptionPolicy { get; init; }

    /// <summary>How the pod resolves names, added to dnsPolicy.</summary>
    [Proto(26)]
    public PodDnsConfig? DnsConfig { get; init; }

    /// <summary>More conditions that must be True for the pod to be ready.</summary>
    [Proto(28)]
    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    /// <summary>The way to run the containers.</summary>
    [Proto(29), NotActedOn("a node has one runtime")]
    public string? RuntimeClassName { get; init; }

    /// <summary>Whether containers get environment variables about the services of their namespace, such as WEB_SERVICE_HOST; true unless given. Of the API they always do.</summary>
    [Proto(30), Default(true)]
    public bool? EnableServiceLinks { get; init; }

    /// <summary>What the pod needs besides its containers, as the runtime class says.</summary>
    [Proto(32), NotActedOn("only what containers request is counted")]
    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }

    /// <summary>How pods are spread over zones or nodes.</summary>
    [Proto(33), MergeKey("topologyKey", Keys = ["topologyKey", "whenUnsatisfiable"]), NotActedOn("the scheduler places the pod as if it had none")]
    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    /// <summary>The operating system that the containers need.</summary>
    [Proto(36)]
    public PodOS? Os { get; init; }

    /// <summary>While any is there the pod is not scheduled. They can be removed and never added.</summary>
    [Proto(38), MergeKey("name")]
    public IReadOnlyList<PodSchedulingGate>? SchedulingGates { get; init; }

    /// <summary>Devices for the containers.</summary>
    [Proto(39), MergeKey("name"), RetainKeys, NotActedOn("containers get no devices")]
    public IReadOnlyList<PodResourceClaim>? ResourceClaims { get; init; }

    /// <summary>Resources of the pod as a whole.</summary>
    [Proto(40), NotActedOn("only what containers request and are limited to counts")]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>The init containers that go on beside the others until the pod ends.</summary>
    public IEnumerable<Container> Sidecars() => (InitContainers ?? []).Where(container => container.IsSidecar);

    /// <summary>All containers of the pod: those that prepare it, its own, and those that were added to look on.</summary>
    public IEnumerable<Container> AllContainers() => [.. InitContainers ?? [], .. Containers, .. EphemeralContainers ?? []];
}
