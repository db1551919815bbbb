namespace DuckBus.Composition;

/// <summary>Things that run, stopped in the opposite order in which they were started, whatever one of them may throw.</summary>
internal sealed class PartStack : IAsyncDisposable
{
    private readonly Stack<IReadOnlyList<object>> running = new();

    /// <summary>Adds what runs now.</summary>
    public T Push<T>(T running)
        where T : class
    {
        this.running.Push([running]);
        return running;
    }

    /// <summary>Adds what is stopped at the same time. More may be added to the list until then.</summary>
    public void PushAll(IReadOnlyList<object> running) => this.running.Push(running);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        List<Exception> failures = [];
        while (running.TryPop(out var group))
        {
            await Task.WhenAll(group.Select(async running =>
            {
                try
                {
                    await StopAsync(running);
                }
                catch (OperationCanceledException)
                {
                    // It gave something up in order to stop in time; the others stop as well.
                }
                catch (Exception e)
                {
                    lock (failures)
                        failures.Add(e);
                }
            }));
        }

        if (failures.Count > 0)
            throw new AggregateException("not everything could be stopped in good order", failures);
    }

    private static async Task StopAsync(object running)
    {
        if (running is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (running is IDisposable disposable)
            await Task.Run(disposable.Dispose);
    }
}
