using System.Text;
using DuckBus.Bus;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Tests;

/// <summary>A bus whose news the test makes up.</summary>
internal sealed class FakeBus : IChangeBus
{
    private readonly List<Func<ResourceChanged, Task>> handlers = [];

    public List<Topic> Topics { get; } = [];

    /// <summary>How many listen.</summary>
    public int Subscribers => handlers.Count;

    /// <summary>How many may listen before the broker turns deaf to those who want to.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>How many have asked to listen.</summary>
    public int Asked { get; private set; }

    public bool IsConnected { get; private set; }

    public event Action<bool>? ConnectionChanged;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Connect()
    {
        IsConnected = true;
        ConnectionChanged?.Invoke(true);
    }

    public Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken) =>
        Task.WhenAll(changes.SelectMany(change => handlers.Select(handler => handler(change))));

    public Task TellAsync(ChangeType type, Resource resource, string? traceParent = null) => PublishAsync(
        [
            new ResourceChanged
            {
                Kind = ResourceKind.Of(resource.GetType()).Id,
                Namespace = resource.Metadata.Namespace ?? "",
                Name = resource.Metadata.Name!,
                Uid = resource.Metadata.Uid!,
                Revision = long.Parse(resource.Metadata.ResourceVersion!),
                Type = type,
                Object = Encoding.UTF8.GetString(ModelJson.Write(resource)),
                TraceParent = traceParent,
            },
        ], CancellationToken.None);

    public async Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken)
    {
        Asked++;
        if (handlers.Count == Room) await Task.Delay(Timeout.Infinite, cancellationToken);
        Topics.AddRange(topics);
        handlers.Add(handler);
        return new Subscription(() => handlers.Remove(handler));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Subscription(Action remove) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            remove();
            return ValueTask.CompletedTask;
        }
    }
}
