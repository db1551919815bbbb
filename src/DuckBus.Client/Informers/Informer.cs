using DuckBus.Client.Queues;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Informers;

/// <summary>
/// Keeps a cache of one kind: a list at the start, on reconnect and every resync period, and the bus events in between.
/// The differences go to the handlers, whichever way they were found.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class Informer<T> : ICache<T>
    where T : Resource
{
    /// <summary>Whether the first list has been taken in.</summary>
    public bool HasSynced => throw new NotImplementedException();

    /// <summary>Completes when the first list has been taken in and handed to the handlers.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Calls the handler for each difference, in order, from one thread at a time. Register before the start.</summary>
    public void OnChange(Action<InformerChange<T>> handler) => throw new NotImplementedException();

    /// <summary>Lists now instead of at the next period.</summary>
    public void ResyncSoon() => throw new NotImplementedException();

    /// <inheritdoc />
    public T? Get(ObjectName key) => throw new NotImplementedException();

    /// <inheritdoc />
    public IReadOnlyList<T> List(string? ns = null) => throw new NotImplementedException();

    /// <inheritdoc />
    public void Observe(T resource) => throw new NotImplementedException();

    /// <inheritdoc />
    public void ObserveDeleted(T resource) => throw new NotImplementedException();
}
