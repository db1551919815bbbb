namespace DuckBus.Monolith;

/// <summary>A declared container, and what the last tick saw of it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Image">The image, if one was named.</param>
/// <param name="Replicas">Always 1: the monolith knows no copies.</param>
/// <param name="Ready">1 if it runs.</param>
/// <param name="State">Pending, ContainerCreating or Running.</param>
/// <param name="Node">Where it is to run.</param>
public sealed record ContainerLine(string Name, string? Image, int Replicas, int Ready, string State, string? Node)
{
    /// <summary>The line of a container.</summary>
    public static ContainerLine Of(Declared container, IReadOnlyList<LoopNode> nodes)
    {
        var node = nodes.FirstOrDefault(node => node.Name == container.Node);
        var runs = node is { Alive: true } && node.Running.Contains(container.Name);
        var state = runs ? "Running" : node is null ? "Pending" : "ContainerCreating";
        return new ContainerLine(container.Name, container.Request.Image, 1, runs ? 1 : 0, state, container.Node);
    }
}
