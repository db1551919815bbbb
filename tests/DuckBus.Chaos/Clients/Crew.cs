using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Clients;

/// <summary>Those who work until they are told to stop. One who fails is noted, and the others go on.</summary>
public sealed class Crew(HistoryBook book) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> work = [];

    /// <summary>Sets one to work.</summary>
    public void Start(string who, Func<CancellationToken, Task> act) => work.Add(book.TryAsync($"{who} gave up", () => act(stop.Token)));

    /// <summary>Tells all to stop, and waits until they did.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
