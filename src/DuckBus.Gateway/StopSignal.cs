using System.Runtime.InteropServices;

namespace DuckBus.Gateway;

/// <summary>Waits for Ctrl-C or SIGTERM.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] registrations;

    public StopSignal() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            asked.TrySetResult();
        })),
    ];

    public Task AskedAsync() => asked.Task;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }
}
