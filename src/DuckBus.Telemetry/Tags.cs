namespace DuckBus.Telemetry;

/// <summary>The attributes of spans and the labels of metrics.</summary>
public static class Tags
{
    /// <summary>What set a reconcile off: <c>event</c>, <c>resync</c>, <c>retry</c> or <c>runtime</c>.</summary>
    public const string Trigger = "trigger";

    /// <summary>The id of the kind: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public const string Kind = "k8s.kind";

    /// <summary>The namespace of the object.</summary>
    public const string Namespace = "k8s.namespace";

    /// <summary>The name of the object.</summary>
    public const string Name = "k8s.name";

    /// <summary>The node concerned.</summary>
    public const string Node = "k8s.node";

    /// <summary>The revision of the object.</summary>
    public const string Revision = "duckbus.revision";

    /// <summary>The controller that reconciles.</summary>
    public const string Controller = "controller";
}
