namespace DuckBus.Monolith;

/// <summary>A node, as the last tick saw it.</summary>
/// <param name="Name">The node.</param>
/// <param name="State"><c>Ready</c> or <c>NotReady</c>.</param>
/// <param name="Running">What runs on it.</param>
public sealed record NodeLine(string Name, string State, IReadOnlyList<string> Running)
{
    /// <summary>The line of a node.</summary>
    public static NodeLine Of(LoopNode node) => new(node.Name, node.Alive ? "Ready" : "NotReady", node.Alive ? node.Running : []);
}
