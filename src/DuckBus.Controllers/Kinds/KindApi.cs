using DuckBus.Client.Api;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Kinds;

/// <summary>The API of one kind for controllers that work on every kind.</summary>
public abstract class KindApi
{
    /// <summary>The kind.</summary>
    public abstract ResourceKind Kind { get; }

    /// <summary>The API of a kind.</summary>
    public static KindApi Of(ResourceKind kind, ApiClient api) =>
        (KindApi)Activator.CreateInstance(typeof(KindApi<>).MakeGenericType(kind.Type), api)!;

    /// <summary>The object, or null if there is none.</summary>
    public abstract Task<Resource?> GetAsync(string? ns, string name, CancellationToken cancellationToken);

    /// <summary>All objects of a namespace.</summary>
    public abstract Task<IReadOnlyList<Resource>> ListAsync(string? ns, CancellationToken cancellationToken);

    /// <summary>Replaces the object.</summary>
    public abstract Task<Resource> UpdateAsync(Resource resource, CancellationToken cancellationToken);

    /// <summary>Deletes the object, if it is still this one.</summary>
    /// <param name="resource">The object.</param>
    /// <param name="propagation">What becomes of its dependents.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public abstract Task<bool> DeleteAsync(Resource resource, string propagation, CancellationToken cancellationToken);
}
