using System.Diagnostics;

namespace DuckBus.Testing;

/// <summary>Waits for a condition, with a deadline and a message that says what did not come true.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="what">What is waited for, as a sentence: <c>the pod runs</c>.</param>
    /// <param name="deadline">How long to wait at most.</param>
    /// <param name="condition">The condition. If it throws, it does not hold yet.</param>
    /// <param name="seen">What is the case instead, for the message.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static async Task Async(string what, TimeSpan deadline, Func<Task<bool>> condition, Func<string>? seen = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            Exception? last = null;
            try
            {
                if (await condition()) return;
            }
            catch (Exception error) when (error is not OperationCanceledException { CancellationToken.IsCancellationRequested: true })
            {
                last = error;
            }

            if (Stopwatch.GetElapsedTime(start) > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds:0.###} s: {what}.{Seen(seen)}", last);
            await Task.Delay(Pause);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    /// <inheritdoc cref="Async(string, TimeSpan, Func{Task{bool}}, Func{string})" />
    public static Task Async(string what, TimeSpan deadline, Func<bool> condition, Func<string>? seen = null) =>
        Async(what, deadline, () => Task.FromResult(condition()), seen);

    private static string Seen(Func<string>? seen) => seen is null ? "" : $" Seen: {seen()}";
}
