using DuckBus.Client.Queues;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Garbage;

/// <summary>The keys of a controller that works on objects of every kind: the kind goes before the namespace.</summary>
public static class GarbageKey
{
    /// <summary>The key of an object: <c>pods/default</c> and <c>web</c>, or <c>nodes</c> and <c>node-1</c>.</summary>
    public static ObjectName Of(Resource resource)
    {
        var key = ResourceKey.Of(resource);
        return new ObjectName(key.Namespace.Length == 0 ? key.Kind : $"{key.Kind}/{key.Namespace}", key.Name);
    }

    /// <summary>The object that a key names.</summary>
    public static ResourceKey Read(ObjectName key)
    {
        var slash = key.Namespace.IndexOf('/');
        return slash < 0
            ? new ResourceKey(key.Namespace, "", key.Name)
            : new ResourceKey(key.Namespace[..slash], key.Namespace[(slash + 1)..], key.Name);
    }
}
