using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Controllers;

/// <summary>
/// The shape of every controller: the constructor names what it watches, <see cref="ReconcileAsync"/> brings one object closer
/// to what is declared. The base runs the queue and the workers, times and traces each reconcile, logs it with its trigger,
/// and calls again with back-off after a failure. A conflict (409) is normal and retried quietly.
/// </summary>
public abstract class Controller
{
    /// <summary>Creates the controller; nothing runs yet.</summary>
    /// <param name="context">What it is made of.</param>
    /// <param name="name">Its name in logs, spans and metrics: <c>replicaset</c>.</param>
    /// <param name="workers">How many keys are worked on at the same time.</param>
    protected Controller(ControllerContext context, string name, int workers = 4) => throw new NotImplementedException();

    /// <summary>Its name in logs, spans and metrics.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The API.</summary>
    protected ApiClient Api => throw new NotImplementedException();

    /// <summary>Writes events about objects.</summary>
    protected EventRecorder Events => throw new NotImplementedException();

    /// <summary>The clock.</summary>
    protected TimeProvider Time => throw new NotImplementedException();

    /// <summary>Log lines with the controller's prefix.</summary>
    protected ILogger Log => throw new NotImplementedException();

    /// <summary>What set off the reconcile that is under way.</summary>
    protected Trigger CurrentTrigger => throw new NotImplementedException();

    /// <summary>Watches a kind whose objects are the keys. Called from the constructor.</summary>
    protected ICache<T> Watch<T>()
        where T : Resource => throw new NotImplementedException();

    /// <summary>Watches a kind whose changes concern other objects. Called from the constructor.</summary>
    /// <param name="keys">The keys that a change concerns.</param>
    protected ICache<T> Watch<T>(Func<InformerChange<T>, IEnumerable<ObjectName>> keys)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Adds a key by hand, for things that no watch tells.</summary>
    protected void Enqueue(ObjectName key, Trigger trigger, TimeSpan delay = default) => throw new NotImplementedException();

    /// <summary>Brings one object closer to what is declared. Called with a key only: read the object from the cache, it may be gone.</summary>
    protected abstract Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken);

    /// <summary>Waits for the caches, then works until cancelled, then finishes what is being worked on.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
