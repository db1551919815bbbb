using System.Collections.Concurrent;
using System.Diagnostics;

namespace DuckBus.Scenes.Clusters;

/// <summary>
/// Starts programs from one thread that lives as long as we do: where the kernel is asked to end a child with its parent, it takes
/// the thread for the parent.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ChildStarter() => new Thread(static () =>
    {
        foreach (var start in Starts.GetConsumingEnumerable()) start();
    })
    { IsBackground = true, Name = "child starter" }.Start();

    /// <summary>Starts a program, and returns when it runs or throws why it does not.</summary>
    public static void Start(Process process)
    {
        using var done = new ManualResetEventSlim();
        Exception? failure = null;
        Starts.Add(() =>
        {
            try
            {
                process.Start();
            }
            catch (Exception e)
            {
                failure = e;
            }

            done.Set();
        });
        done.Wait();
        if (failure is not null) throw new InvalidOperationException($"{process.StartInfo.FileName} cannot be started: {failure.Message}", failure);
    }
}
