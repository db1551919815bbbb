namespace DuckBus.Bench.Contenders;

/// <summary>Something that runs containers, in the words of the workloads. Each call returns when it is so.</summary>
public interface IContender : IAsyncDisposable
{
    /// <summary>As it stands in tables.</summary>
    string Name { get; }

    /// <summary>Starts single pods and waits until all run.</summary>
    Task RunPodsAsync(string name, int count, CancellationToken cancellationToken);

    /// <summary>Declares a set of replicas, and waits until all run; 0 only declares it.</summary>
    Task DeclareAsync(string name, int replicas, CancellationToken cancellationToken);

    /// <summary>Gives a set another number of replicas, and waits until all run.</summary>
    Task ScaleAsync(string name, int replicas, CancellationToken cancellationToken);

    /// <summary>Deletes one replica, and waits until another runs in its place.</summary>
    Task ReplaceAsync(string name, CancellationToken cancellationToken);

    /// <summary>Kills the process of one replica, and waits until it runs again.</summary>
    /// <returns>False if this cannot be done here.</returns>
    Task<bool> RestartAsync(string name, CancellationToken cancellationToken);

    /// <summary>Changes the template of a set, and waits until every replica is a new one.</summary>
    Task RollAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes everything that was made, and waits until it is gone.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}
