using DuckBus.Bus;

namespace DuckBus.Proxy.Tests.Fakes;

/// <summary>A bus that can be away.</summary>
internal sealed class FragileBus : IChangeBus
{
    private readonly InMemoryChangeBus bus = new();
    private volatile bool connected = true;

    public event Action<bool>? ConnectionChanged;

    public bool IsConnected => connected;

    public void Switch(bool on)
    {
        connected = on;
        ConnectionChanged?.Invoke(on);
    }

    public Task StartAsync(CancellationToken cancellationToken) => bus.StartAsync(cancellationToken);

    public Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken) =>
        connected ? bus.PublishAsync(changes, cancellationToken) : throw new BusUnavailableException("switched off");

    public Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken) =>
        bus.SubscribeAsync(name, topics, handler, cancellationToken);

    public ValueTask DisposeAsync() => bus.DisposeAsync();
}
