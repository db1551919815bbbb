namespace DuckBus.Telemetry;

/// <summary>The names of the spans of one change, in the order in which a trace shows them.</summary>
public static class SpanNames
{
    /// <summary>API server: a write, from the group commit's queue until it is durable.</summary>
    public const string Commit = "commit";

    /// <summary>API server: a change goes out over the bus.</summary>
    public const string Publish = "publish";

    /// <summary>A component takes a change from the bus.</summary>
    public const string Consume = "consume";

    /// <summary>A controller, the scheduler or a kubelet brings one object closer to what is declared. Followed by the key: <c>reconcile default/web</c>.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>Scheduler: a pod is bound to a node.</summary>
    public const string Bind = "bind";

    /// <summary>Kubelet: the pod's sandbox is created and started.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>Kubelet: an image is pulled.</summary>
    public const string Pull = "pull";

    /// <summary>Kubelet: a container is created and started.</summary>
    public const string ContainerStart = "container start";

    /// <summary>Kubelet: a container is stopped.</summary>
    public const string ContainerStop = "container stop";

    /// <summary>Kubelet: the pod's status is written.</summary>
    public const string Status = "status";

    /// <summary>Proxy: services are routed otherwise, until the gateway has it in force.</summary>
    public const string Route = "route";
}
