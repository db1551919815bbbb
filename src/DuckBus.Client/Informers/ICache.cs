using DuckBus.Client.Queues;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Informers;

/// <summary>A local view of all objects of a kind that the informer follows. Always slightly stale; the objects are immutable.</summary>
/// <typeparam name="T">The kind.</typeparam>
public interface ICache<T>
    where T : Resource
{
    /// <summary>The object, or null.</summary>
    T? Get(ObjectName key);

    /// <summary>All objects, or those of one namespace.</summary>
    IReadOnlyList<T> List(string? ns = null);

    /// <summary>Takes an object that a write just answered, unless a newer one is known: reading one's own writes.</summary>
    void Observe(T resource);

    /// <summary>Takes that an object is gone, as a delete just answered, unless a newer one of that name is known.</summary>
    void ObserveDeleted(T resource);
}
