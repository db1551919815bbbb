namespace DuckBus.Scenes.Nodes;

/// <summary>A container that really runs on a node, whatever anybody believes.</summary>
/// <param name="Node">The node.</param>
/// <param name="Name">The container, as it was declared.</param>
/// <param name="Id">Its identity in time: another one after a restart, where that can be told.</param>
internal sealed record OnNode(string Node, string Name, string Id)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name} on {Node}";
}
