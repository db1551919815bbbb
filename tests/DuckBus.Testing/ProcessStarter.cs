using System.Collections.Concurrent;
using System.Diagnostics;

namespace DuckBus.Testing;

/// <summary>Starts the children that are to die with us (<c>setpriv --pdeathsig</c>).</summary>
public static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Starts = [];

    // The kernel kills a child when the thread that started it ends, so this thread never does.
    static ProcessStarter() => new Thread(static () =>
    {
        foreach (var start in Starts.GetConsumingEnumerable()) start();
    })
    { IsBackground = true, Name = "process starter" }.Start();

    /// <summary>Starts a process from a thread that lives as long as we do.</summary>
    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }
}
