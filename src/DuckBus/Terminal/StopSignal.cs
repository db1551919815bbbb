using System.Runtime.InteropServices;
using DuckBus.CommandLine;

namespace DuckBus.Terminal;

/// <summary>Ctrl-C and SIGTERM: the first asks to stop in good order, the second Ctrl-C ends the process at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Lock ending = new();
    private bool disposed;

    public StopSignal()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stopping.Token;

    /// <summary>Also stops when standard input ends. Nothing needs to be sent there.</summary>
    public void FollowStdin() => new Thread(() =>
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[16];
        while (input.Read(buffer) > 0)
        {
        }

        // The command may be through already, and its signal with it.
        lock (ending)
            if (!disposed) stopping.CancelAfter(TimeSpan.Zero);
    })
    { IsBackground = true, Name = "standard input" }.Start();

    /// <inheritdoc />
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        lock (ending)
        {
            disposed = true;
            stopping.Dispose();
        }
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (stopping.IsCancellationRequested && context.Signal == PosixSignal.SIGINT)
            Environment.Exit(ExitCode.Interrupted);
        if (!stopping.IsCancellationRequested)
            ThreadPool.QueueUserWorkItem(_ => stopping.Cancel());
    }
}
