using DuckBus.Model.Meta;

namespace DuckBus.Client.Queues;

/// <summary>The key that reconcilers work on: a namespace (empty for cluster-scoped objects) and a name.</summary>
/// <param name="Namespace">The namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectName(string Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ObjectName Of(Resource resource) => new(resource.Metadata.Namespace ?? "", resource.Metadata.Name ?? "");

    /// <summary><c>default/web</c>, or <c>node-1</c> for cluster-scoped objects.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
