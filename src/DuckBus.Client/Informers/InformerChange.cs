using DuckBus.Client.Queues;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Informers;

/// <summary>A difference that an informer found, by event or by resync.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Old">The object before; null if it is new.</param>
/// <param name="New">The object after; null if it is gone.</param>
/// <param name="Cause">How it was found, and the trace it belongs to.</param>
public sealed record InformerChange<T>(T? Old, T? New, Cause Cause)
    where T : Resource
{
    /// <summary>The object after the change, or the last state of one that is gone.</summary>
    public T Latest => New ?? Old!;
}
