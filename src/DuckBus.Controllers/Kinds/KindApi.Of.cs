using DuckBus.Client.Api;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Kinds;

/// <summary>The API of one kind, made from the typed client.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="api">The client.</param>
public sealed class KindApi<T>(ApiClient api) : KindApi
    where T : Resource
{
    /// <inheritdoc />
    public override ResourceKind Kind { get; } = ResourceKind.Of<T>();

    /// <inheritdoc />
    public override async Task<Resource?> GetAsync(string? ns, string name, CancellationToken cancellationToken) =>
        await api.GetAsync<T>(Kind.Namespaced ? ns : null, name, cancellationToken);

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Resource>> ListAsync(string? ns, CancellationToken cancellationToken) =>
        (await api.ListAsync<T>(new ListOptions(ns), cancellationToken)).Items;

    /// <inheritdoc />
    public override async Task<Resource> UpdateAsync(Resource resource, CancellationToken cancellationToken) =>
        await api.UpdateAsync((T)resource, cancellationToken);

    /// <inheritdoc />
    public override Task<bool> DeleteAsync(Resource resource, string propagation, CancellationToken cancellationToken) =>
        api.DeleteAsync<T>(
            resource.Metadata.Namespace,
            resource.Metadata.Name!,
            new DeleteOptions(PropagationPolicy: propagation, Uid: resource.Metadata.Uid),
            cancellationToken);
}
