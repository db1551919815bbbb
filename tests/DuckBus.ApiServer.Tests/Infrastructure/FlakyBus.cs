using DuckBus.Bus;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>A bus that takes everything, until it is switched off.</summary>
public sealed class FlakyBus : IChangeBus
{
    private readonly Lock gate = new();
    private readonly List<ResourceChanged> taken = [];
    private volatile bool connected = true;

    public event Action<bool>? ConnectionChanged;

    public bool IsConnected => connected;

    public int Refused { get; private set; }

    public IReadOnlyList<ResourceChanged> Taken
    {
        get
        {
            lock (gate) return [.. taken];
        }
    }

    public void Switch(bool on)
    {
        connected = on;
        ConnectionChanged?.Invoke(on);
    }

    public Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!connected)
            {
                Refused++;
                throw new BusUnavailableException("switched off");
            }

            taken.AddRange(changes);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the API server only publishes");

    public ValueTask DisposeAsync() => default;
}
