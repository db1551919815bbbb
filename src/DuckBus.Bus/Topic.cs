namespace DuckBus.Bus;

/// <summary>What a subscriber listens to: a kind, and optionally one namespace or one node. Null matches all.</summary>
/// <param name="Kind">The id of the kind: <c>pods</c>, <c>deployments.apps</c>.</param>
/// <param name="Namespace">The namespace, or null for all.</param>
/// <param name="Node">The node, or null for all.</param>
public sealed record Topic(string? Kind = null, string? Namespace = null, string? Node = null)
{
    /// <summary>The exchange that all changes go through.</summary>
    public const string Exchange = "duckbus.changes";

    /// <summary>The routing key of a change: <c>kind.namespace.node</c>, <c>_</c> where none applies; dots in names become dashes.</summary>
    public static string RoutingKey(string kind, string ns, string? node) => $"{Word(kind)}.{Word(ns)}.{Word(node)}";

    /// <summary>The binding pattern: <c>pods.*.node-1</c>.</summary>
    public string Pattern => $"{(Kind is null ? "*" : Word(Kind))}.{(Namespace is null ? "*" : Word(Namespace))}.{(Node is null ? "*" : Word(Node))}";

    private static string Word(string? text) => string.IsNullOrEmpty(text) ? "_" : text.Replace('.', '-');
}
