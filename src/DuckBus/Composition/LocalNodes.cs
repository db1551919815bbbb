using System.Collections.Concurrent;

namespace DuckBus.Composition;

/// <summary>The nodes of this process, each of which can be switched off and on while the others run.</summary>
/// <param name="start">Starts the node of a name.</param>
internal sealed class LocalNodes(Func<string, Task<LocalNode>> start) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LocalNode> on = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim switching = new(1);

    /// <summary>Why a node that is switched on cannot do its work; null if all can.</summary>
    public string? NotReadyReason => on.Values.Select(node => node.Kubelet.NotReadyReason).FirstOrDefault(reason => reason is not null);

    /// <summary>Switches a node on; nothing happens if it is.</summary>
    public Task StartAsync(string name) => SwitchAsync(async () =>
    {
        if (!on.ContainsKey(name)) on[name] = await start(name);
    });

    /// <summary>Switches a node off, with what it runs; the API is told nothing. Nothing happens if it is off.</summary>
    public Task StopAsync(string name) => SwitchAsync(async () =>
    {
        if (on.TryRemove(name, out var node)) await node.DisposeAsync();
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SwitchAsync(async () =>
        {
            var nodes = on.Values.ToList();
            on.Clear();
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        });
        switching.Dispose();
    }

    private async Task SwitchAsync(Func<Task> act)
    {
        await switching.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            switching.Release();
        }
    }
}
