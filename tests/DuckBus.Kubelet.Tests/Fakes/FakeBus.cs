using DuckBus.Bus;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A bus within the process.</summary>
internal sealed class FakeBus : IChangeBus
{
    private readonly List<Func<ResourceChanged, Task>> handlers = [];

    public bool IsConnected => true;

    public event Action<bool>? ConnectionChanged
    {
        add { }
        remove { }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
            foreach (var handler in handlers.ToArray())
                await handler(change);
    }

    public Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken)
    {
        Task Filtered(ResourceChanged change) =>
            topics.Any(topic => topic.Kind == change.Kind && (topic.Node is null || topic.Node == change.Node)) ? handler(change) : Task.CompletedTask;
        handlers.Add(Filtered);
        return Task.FromResult<IAsyncDisposable>(new Subscription(() => handlers.Remove(Filtered)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Subscription(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
