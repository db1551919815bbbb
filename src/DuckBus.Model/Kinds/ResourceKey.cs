using DuckBus.Model.Meta;

namespace DuckBus.Model.Kinds;

/// <summary>Names one object: its kind (<see cref="ResourceKind.Id"/>), its namespace (empty if cluster-scoped) and its name.</summary>
/// <param name="Kind">The id of the kind: <c>pods</c>, <c>deployments.apps</c>.</param>
/// <param name="Namespace">The namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public readonly record struct ResourceKey(string Kind, string Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ResourceKey Of(Resource resource) =>
        new(ResourceKind.Of(resource.GetType()).Id, resource.Metadata.Namespace ?? "", resource.Metadata.Name ?? "");

    /// <summary>The key of an object of kind <typeparamref name="T"/>.</summary>
    public static ResourceKey Of<T>(string? ns, string name)
        where T : Resource => new(ResourceKind.Of<T>().Id, ns ?? "", name);

    /// <summary><c>pods default/web</c>, or <c>nodes node-1</c>.</summary>
    public override string ToString() => $"{Kind} {ObjectName}";

    /// <summary><c>default/web</c>, or <c>node-1</c> for cluster-scoped objects.</summary>
    public string ObjectName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
