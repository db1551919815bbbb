namespace DuckBus.Client.Informers;

/// <summary>An informer whatever its kind, as its factory and the controllers see it.</summary>
internal interface IInformer
{
    /// <summary>The id of the kind.</summary>
    string Kind { get; }

    /// <summary>Whether the first list has been taken in.</summary>
    bool HasSynced { get; }

    /// <summary>How many objects it knows.</summary>
    int Count { get; }

    /// <summary>Time since it last agreed with the API server, or since its start.</summary>
    TimeSpan Staleness { get; }

    /// <summary>Lists now instead of at the next period.</summary>
    void ResyncSoon();

    /// <summary>Completes when the first list has been taken in and handed to the handlers.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>Listens to the bus; nothing is listed yet.</summary>
    Task SubscribeAsync(CancellationToken cancellationToken);

    /// <summary>Lists again and again until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Leaves the bus, if it listens.</summary>
    Task UnsubscribeAsync();
}
