namespace DuckBus.Chaos.History;

/// <summary>An entry of <c>docker ps</c>.</summary>
/// <param name="Pod">The pod as <c>namespace/name</c>; empty where nobody declared it.</param>
/// <param name="Uid">The pod's identity in time.</param>
/// <param name="Container">The name in the pod; empty for a sandbox.</param>
/// <param name="Node">The node that runs it.</param>
/// <param name="Running">Whether it runs.</param>
public sealed record SeenContainer(string Pod, string Uid, string Container, string Node, bool Running)
{
    /// <summary>Whether it is the sandbox of its pod.</summary>
    public bool IsSandbox => Container.Length == 0;
}
