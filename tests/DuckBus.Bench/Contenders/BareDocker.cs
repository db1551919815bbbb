using System.Collections.Concurrent;

namespace DuckBus.Bench.Contenders;

/// <summary>
/// The floor: the Engine calls that the containers need, and nothing else. A pod is a sandbox and a container in it, one call
/// after the other; pods are started in parallel.
/// </summary>
public sealed class BareDocker(EngineApi engine, string network) : IContender
{
    private readonly ConcurrentDictionary<string, ConcurrentStack<(string Sandbox, string Container)>> pods = new(StringComparer.Ordinal);

    // What goes is nobody's wait: all contenders are through when what comes runs.
    private readonly ConcurrentBag<Task> removals = [];

    /// <inheritdoc />
    public string Name => "bare Docker";

    /// <inheritdoc />
    public Task RunPodsAsync(string name, int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAsync(name, cancellationToken)));

    /// <inheritdoc />
    public Task DeclareAsync(string name, int replicas, CancellationToken cancellationToken) => ScaleAsync(name, replicas, cancellationToken);

    /// <inheritdoc />
    public Task ScaleAsync(string name, int replicas, CancellationToken cancellationToken) => RunPodsAsync(name, replicas - Of(name).Count, cancellationToken);

    /// <inheritdoc />
    public async Task ReplaceAsync(string name, CancellationToken cancellationToken)
    {
        Of(name).TryPop(out var old);
        removals.Add(RemoveAsync(old, cancellationToken));
        await StartAsync(name, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> RestartAsync(string name, CancellationToken cancellationToken)
    {
        Of(name).TryPop(out var pod);
        await engine.CallAsync(HttpMethod.Post, $"containers/{pod.Container}/kill", null, cancellationToken);
        var next = await engine.RunAsync("duckbus/duck:local", $"container:{pod.Sandbox}", cancellationToken);
        Of(name).Push((pod.Sandbox, next));
        removals.Add(engine.RemoveAsync(pod.Container, cancellationToken));
        return true;
    }

    /// <summary>
    /// In the order of a Deployment with its default of a quarter too many and a quarter too few: as many old pods as may be missing go first, and each
    /// new one that runs lets another old one go and another new one come. It is through when all new ones run.
    /// </summary>
    public async Task RollAsync(string name, CancellationToken cancellationToken)
    {
        var old = new ConcurrentStack<(string Sandbox, string Container)>(Of(name));
        Of(name).Clear();
        var (count, unavailable) = (old.Count, old.Count / 4);
        for (var i = 0; i < unavailable; i++) RemoveOne();
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, unavailable + (count + 3) / 4).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await StartAsync(name, cancellationToken);
                RemoveOne();
            }
        }));

        void RemoveOne()
        {
            if (old.TryPop(out var pod)) removals.Add(RemoveAsync(pod, cancellationToken));
        }
    }

    /// <inheritdoc />
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(removals);
        await Task.WhenAll(pods.Values.SelectMany(stack => stack).Select(pod => RemoveAsync(pod, cancellationToken)));
        pods.Clear();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ConcurrentStack<(string Sandbox, string Container)> Of(string name) => pods.GetOrAdd(name, _ => new());

    private async Task StartAsync(string name, CancellationToken cancellationToken)
    {
        var sandbox = await engine.RunAsync("duckbus/pause:local", network, cancellationToken);
        Of(name).Push((sandbox, await engine.RunAsync("duckbus/duck:local", $"container:{sandbox}", cancellationToken)));
    }

    private async Task RemoveAsync((string Sandbox, string Container) pod, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(pod.Container, cancellationToken);
        await engine.RemoveAsync(pod.Sandbox, cancellationToken);
    }
}
