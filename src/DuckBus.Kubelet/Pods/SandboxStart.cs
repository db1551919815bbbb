using System.Diagnostics;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Runtime;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>
/// The start of a sandbox in its two steps: containers can be created as soon as it is created, and be started as soon as
/// it is started. Both steps answer null where the sandbox cannot be had; the state then says why.
/// </summary>
/// <param name="Created">The sandbox's id.</param>
/// <param name="Started">The sandbox's id, once it has its network.</param>
internal sealed record SandboxStart(Task<string?> Created, Task<string?> Started)
{
    /// <summary>A sandbox that runs already.</summary>
    public static SandboxStart Existing(string id) => new(Task.FromResult<string?>(id), Task.FromResult<string?>(id));

    /// <summary>Begins to create and start a sandbox.</summary>
    public static SandboxStart Begin(PodServices services, PodSync sync, CancellationToken cancellationToken)
    {
        var created = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new SandboxStart(created.Task, StartAsync(services, sync, created, cancellationToken));
    }

    private static async Task<string?> StartAsync(
        PodServices services, PodSync sync, TaskCompletionSource<string?> created, CancellationToken cancellationToken)
    {
        using var span = sync.Span(services.Telemetry, SpanNames.Sandbox);
        string? id = null;
        try
        {
            id = await services.Runtime.CreateSandboxAsync(SpecBuilder.Sandbox(sync.Pod, services.Dns), cancellationToken);
            sync.Update(state => state.Elsewhere() with { SandboxId = id, SandboxRuns = false });
            created.SetResult(id);
            var sandbox = await services.Runtime.StartSandboxAsync(id, cancellationToken);
            sync.Update(state => state with { SandboxRuns = true, Ip = sandbox.Ip, SandboxTrouble = null });
            span?.SetTag("pod.ip", sandbox.Ip);
            return id;
        }
        catch (RuntimeException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            Fail(services, sync, failure.Message);
            return null;
        }
        finally
        {
            created.TrySetResult(null);
        }
    }

    private static void Fail(PodServices services, PodSync sync, string why)
    {
        var options = services.Options;
        sync.Update(state => state with
        {
            SandboxRuns = false,
            SandboxTrouble = Trouble.Again(
                state.SandboxTrouble, Trouble.SandboxError, why, services.Time.GetUtcNow(), options.CrashBackoff, options.CrashBackoffMax),
        });
        services.Events.Warning(sync.Pod, "FailedCreatePodSandBox", why);
        services.Log.LogWarning("✗ SANDBOX: {Pod}  {Failure}", sync.Pod.Metadata.Name, why);
    }
}
