using DuckBus.Configuration;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>What a command runs with.</summary>
/// <param name="Settings">The settings, checked.</param>
/// <param name="Logs">Log lines.</param>
/// <param name="Time">The clock.</param>
/// <param name="Stopping">Fires when somebody asks the process to stop.</param>
internal sealed record Host(Settings Settings, ILoggerFactory Logs, TimeProvider Time, CancellationToken Stopping)
{
    /// <summary>What stands on the command line besides flags.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Completes when somebody asks the process to stop.</summary>
    public async Task StopAskedAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = Stopping.Register(asked.SetResult);
        await asked.Task;
    }
}
