namespace DuckBus.Telemetry;

/// <summary>
/// The names of all metrics, in Prometheus' style: base units in the name, <c>_total</c> on counters. They are given to the
/// meter as they stand, and dashboards and tests use these names and no others.
/// </summary>
public static class MetricNames
{
    /// <summary>Histogram, seconds: one reconcile. Labels: controller, trigger.</summary>
    public const string ReconcileDuration = "duckbus_reconcile_duration_seconds";

    /// <summary>Counter: reconciles that failed and are tried again. Labels: controller.</summary>
    public const string ReconcileErrors = "duckbus_reconcile_errors_total";

    /// <summary>Gauge: keys that wait in a work queue. Labels: controller.</summary>
    public const string WorkQueueDepth = "duckbus_workqueue_depth";

    /// <summary>Gauge, seconds: time since an informer last agreed with the API server. Labels: kind.</summary>
    public const string InformerStaleness = "duckbus_informer_staleness_seconds";

    /// <summary>Gauge: objects in an informer's cache. Labels: kind.</summary>
    public const string InformerObjects = "duckbus_informer_objects";

    /// <summary>Histogram, seconds: from the commit of a change until the broker has taken it.</summary>
    public const string PublishLag = "duckbus_publish_lag_seconds";

    /// <summary>Counter: changes that the broker has taken.</summary>
    public const string Published = "duckbus_published_changes_total";

    /// <summary>Histogram, seconds: a request to the API, watches excepted. Labels: verb, kind, code.</summary>
    public const string ApiRequest = "duckbus_api_request_seconds";

    /// <summary>Gauge: watches that are open. Labels: kind.</summary>
    public const string Watches = "duckbus_api_watches";

    /// <summary>Histogram, seconds: a write, from the group commit's queue until it is durable.</summary>
    public const string StoreCommit = "duckbus_store_commit_seconds";

    /// <summary>Histogram: writes that shared one transaction.</summary>
    public const string StoreBatchSize = "duckbus_store_batch_size";

    /// <summary>Histogram, seconds: from the first news of a pod at its kubelet until all its containers run.</summary>
    public const string PodStart = "duckbus_pod_start_seconds";

    /// <summary>Histogram, seconds: a call of the container runtime. Labels: operation, result (ok, error).</summary>
    public const string RuntimeCall = "duckbus_runtime_call_seconds";

    /// <summary>Counter: containers that a kubelet started again after they ended.</summary>
    public const string ContainerRestarts = "duckbus_container_restarts_total";

    /// <summary>Counter: containers that nobody declared and that a kubelet removed.</summary>
    public const string Intruders = "duckbus_intruders_removed_total";

    /// <summary>Histogram, seconds: from the news of a changed service or endpoint until the gateway routes by it.</summary>
    public const string ServiceApply = "duckbus_service_apply_seconds";

    /// <summary>Gauge: services in the routing table of a proxy.</summary>
    public const string ServicesRouted = "duckbus_services_routed";

    /// <summary>Counter: commands that the imperative brain sent to nodes.</summary>
    public const string Commands = "duckbus_commands_total";
}
