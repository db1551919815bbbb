using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Hooks;

/// <summary>Does what containers want to have done right after their start and before their stop.</summary>
internal sealed class HookRunner(IContainerRuntime runtime, PodConnector connector, TimeProvider time)
{
    /// <summary>Runs a hook to its end.</summary>
    /// <returns>Why it failed; null if it did not.</returns>
    /// <exception cref="OperationCanceledException">Its time was up.</exception>
    public async Task<string?> RunAsync(ProbeTarget target, LifecycleHandler hook, CancellationToken cancellationToken)
    {
        try
        {
            var result = hook switch
            {
                { Exec: { } exec } => await ExecCheck.RunAsync(runtime, target, exec, cancellationToken),
                { HttpGet: { } get } => await HttpCheck.RunAsync(connector, target, get, cancellationToken),
                { Sleep: { } sleep } => await SleepAsync(sleep, cancellationToken),
                _ => ProbeResult.Success,
            };
            return result.Succeeded ? null : result.Output.Trim();
        }
        catch (RuntimeException failure)
        {
            return failure.Message;
        }
    }

    private async Task<ProbeResult> SleepAsync(SleepAction sleep, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, cancellationToken);
        return ProbeResult.Success;
    }
}
