using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Plain;
using DuckBus.Store;

namespace DuckBus.Monolith;

/// <summary>What should be, in the store: it survives the process.</summary>
public sealed class Declarations(IResourceStore store)
{
    private const string Kind = "containers";

    /// <summary>All declared containers, by name.</summary>
    public async Task<IReadOnlyList<Declared>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(Kind, cancellationToken);
        return [.. all.Items.Select(Read).OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    /// <summary>Declares a container.</summary>
    /// <exception cref="StatusException">409: there is one of that name.</exception>
    public async Task<Declared> AddAsync(PlainRequest request, CancellationToken cancellationToken)
    {
        var added = new Declared(request, Guid.NewGuid().ToString(), revision: 0, request.Node);
        var result = await store.CommitAsync(Write(ChangeType.Added, added), cancellationToken);
        if (result.Outcome != CommitOutcome.Committed)
            throw new StatusException(PlainStatus.AlreadyExists(added.Name, "it is declared; DELETE it first to declare it anew"));
        return added;
    }

    /// <summary>Gives a container to a node, or takes it from one.</summary>
    /// <returns>Whether it did: not if the declaration was taken back meanwhile.</returns>
    public async Task<bool> AssignAsync(Declared container, string? node, CancellationToken cancellationToken)
    {
        container.Node = node;
        var result = await store.CommitAsync(Write(ChangeType.Modified, container), cancellationToken);
        container.Revision = result.Revision;
        return result.Outcome == CommitOutcome.Committed;
    }

    /// <summary>Takes a declaration back.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<Declared> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await store.GetAsync(new ResourceKey(Kind, "", name), cancellationToken)
                ?? throw new StatusException(PlainStatus.NotFound(name, "nobody declared it"));
            var container = Read(found);
            var result = await store.CommitAsync(Write(ChangeType.Deleted, container), cancellationToken);
            if (result.Outcome == CommitOutcome.Committed) return container;
        }
    }

    private static Declared Read(StoredResource stored)
    {
        var request = ModelJson.Read<PlainRequest>(stored.Body.Span);
        return new Declared(request, stored.Uid, stored.Revision, request.Node);
    }

    private static StoreWrite Write(ChangeType type, Declared container) => new(
        type,
        new ResourceKey(Kind, "", container.Name),
        container.Uid,
        container.Revision,
        ModelJson.Write(container.Request with { Node = container.Node }),
        TraceParent: null);
}
