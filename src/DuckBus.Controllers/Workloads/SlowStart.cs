namespace DuckBus.Controllers.Workloads;

/// <summary>
/// Does the same thing many times, in parallel batches of 1, 2, 4, 8, …: what fails for all, such as a quota, fails once and not five
/// hundred times.
/// </summary>
public static class SlowStart
{
    /// <summary>Runs the action until it has succeeded <paramref name="count"/> times or a batch has had a failure.</summary>
    /// <returns>How often it succeeded, and the first failure.</returns>
    public static async Task<(int Done, Exception? Failure)> RunAsync(int count, Func<Task> action)
    {
        var done = 0;
        for (var batch = 1; done < count; batch *= 2)
        {
            var tries = Enumerable.Range(0, Math.Min(batch, count - done)).Select(_ => TryAsync(action)).ToList();
            var failures = (await Task.WhenAll(tries)).Where(failure => failure is not null).ToList();
            done += tries.Count - failures.Count;
            if (failures.Count > 0) return (done, failures[0]);
        }
        return (done, null);
    }

    private static async Task<Exception?> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure;
        }
    }
}
