using System.Diagnostics;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Volumes;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>
/// Starts one container: image and configuration beside the start of the sandbox, then create, then start. As in Kubernetes nothing is
/// done, and nothing told, about an image before the volumes are there.
/// </summary>
internal sealed class ContainerStarter(PodServices services, PodVolumes volumes)
{
    private readonly IContainerRuntime runtime = services.Runtime;
    private readonly ImagePuller images = new(services);

    /// <summary>Starts the container. What stands in the way is noted in the state.</summary>
    public async Task StartAsync(PodAction.StartContainer start, SandboxStart sandbox, PodSync sync, CancellationToken cancellationToken)
    {
        var container = sync.Pod.Spec.AllContainers().First(one => one.Name == start.Name);
        try
        {
            if (sync.Pod.Spec.Volumes is { Count: > 0 } && !await MountAsync(sandbox, sync, cancellationToken)) return;
            var image = images.EnsureAsync(container, sync, cancellationToken);
            var env = EnvAsync(container, sandbox, sync, cancellationToken);
            await Task.WhenAll(image, env);
            if (await sandbox.Created is not { } sandboxId || await env is not { } variables) return;
            await BeginAsync(start, container, sandboxId, variables, sandbox, sync, cancellationToken);
        }
        catch (StartException failure)
        {
            Fail(start.Name, sync, failure);
        }
        catch (ConfigException failure)
        {
            Fail(start.Name, sync, new StartException(Trouble.ConfigError, failure.Message));
        }
    }

    private async Task BeginAsync(
        PodAction.StartContainer start, Container container, string sandboxId, IReadOnlyList<KeyValuePair<string, string>> variables,
        SandboxStart sandbox, PodSync sync, CancellationToken cancellationToken)
    {
        using var span = sync.Span(services.Telemetry, SpanNames.ContainerStart, start.Name);
        span?.SetTag("attempt", start.Attempt).SetTag("image", container.Image);
        try
        {
            var spec = SpecBuilder.Container(sync.Pod, container, start.Attempt, variables) with { ProcessesOf = Target(container, sync.State) };
            if (runtime.RunsProcesses && spec.Rights is { NonRoot: true, User: null })
                Rights.CheckImage(sync.Pod, container, await runtime.ImageUserAsync(spec.Image, cancellationToken));
            var id = await CreateAsync(sandboxId, spec, cancellationToken);
            services.Events.Normal(sync.Pod, "Created", $"Created container: {start.Name}", PodRules.PathOf(sync.Pod, start.Name));
            if (await sandbox.Started is null) return;
            var started = await RunAsync(id, cancellationToken);
            services.Events.Normal(sync.Pod, "Started", $"Started container {start.Name}", PodRules.PathOf(sync.Pod, start.Name));
            started = await AfterStartAsync(container, started, sandboxId, sync, cancellationToken);
            var before = sync.State.Of(start.Name);
            sync.Update(state => state.With(start.Name, record =>
                record.Started(started, start.Crashes, runtime.Name, services.Time.GetUtcNow())));
            Tell(start, sync, before);
        }
        catch (Exception failure) when (failure is StartException or ConfigException)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    private async Task<bool> MountAsync(SandboxStart sandbox, PodSync sync, CancellationToken cancellationToken)
    {
        if (await sandbox.Started is not { } sandboxId) return false;
        try
        {
            await volumes.EnsureAsync(sync.Pod, sandboxId, isNew: !sync.State.IsInUse, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is ConfigException or RuntimeException)
        {
            throw new StartException(Trouble.MountError, failure.Message);
        }
    }

    private static string? Target(Container container, PodState state)
    {
        if (container is not EphemeralContainer { TargetContainerName: { Length: > 0 } name }) return null;
        return state.Of(name) is { IsRunning: true, Id: { } id }
            ? id
            : throw new StartException(Trouble.CreateError, $"unable to find target container {name}: it does not run");
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>?> EnvAsync(
        Container container, SandboxStart sandbox, PodSync sync, CancellationToken cancellationToken)
    {
        if (EnvResolver.NeedsSandbox(container) && await sandbox.Started is null) return null;
        var podIp = sync.Pod.Spec.HostNetwork == true ? services.Facts.HostNetworkIp : sync.State.Ip;
        return await EnvResolver.ResolveAsync(
            sync.Pod, container, await services.Links.AllAsync(cancellationToken), services.Config, services.Facts.HostIp, podIp,
            MachineSize.Of(services.Options), cancellationToken);
    }

    private async Task<string> CreateAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.CreateContainerAsync(sandboxId, spec, cancellationToken);
        }
        catch (RuntimeException failure)
        {
            throw new StartException(Trouble.CreateError, failure.Message);
        }
    }

    private async Task<RuntimeContainer> RunAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.StartContainerAsync(id, cancellationToken);
        }
        catch (RuntimeException failure)
        {
            // It never ran and never will: the next attempt is made anew.
            await RemoveAsync(id, cancellationToken);
            throw new StartException(Trouble.RunError, failure.Message);
        }
    }

    /// <summary>Until its hook is through a container does not count as running; if that fails the container is stopped.</summary>
    private async Task<RuntimeContainer> AfterStartAsync(
        Container container, RuntimeContainer started, string sandboxId, PodSync sync, CancellationToken cancellationToken)
    {
        if (!runtime.RunsProcesses || container.Lifecycle?.PostStart is not { } hook || started.State != ContainerLife.Running) return started;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sync.Interrupted, cancellationToken);
        if (await services.Hooks.RunAsync(new ProbeTarget(sync.Pod, container, started.Id, sandboxId), hook, either.Token) is not { } failure) return started;
        var part = PodRules.PathOf(sync.Pod, container.Name);
        services.Events.Warning(sync.Pod, "FailedPostStartHook", $"PostStartHook failed: {failure}", part);
        services.Events.Normal(sync.Pod, "Killing", $"FailedPostStartHook: Container {container.Name} failed its postStart hook, will be killed", part);
        await runtime.StopContainerAsync(started.Id, PodPlan.Grace(sync.Pod), either.Token);
        return await runtime.InspectContainerAsync(started.Id, cancellationToken) ?? started with { State = ContainerLife.Exited };
    }

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.RemoveContainerAsync(id, cancellationToken);
        }
        catch (RuntimeException failure)
        {
            services.Log.LogDebug("container {Id} is removed later: {Failure}", id, failure.Message);
        }
    }

    private void Tell(PodAction.StartContainer start, PodSync sync, ContainerRecord before)
    {
        if (start.Attempt == 0)
        {
            services.Log.LogInformation(
                "▶ START: {Pod}/{Container}  trigger={Trigger}  {Milliseconds:0} ms", sync.Pod.Metadata.Name, start.Name,
                sync.Trigger, (services.Time.GetUtcNow() - sync.State.Since).TotalMilliseconds);
            return;
        }

        services.Metrics.Restarted();
        services.Log.LogInformation(
            "↻ RESTART: {Pod}/{Container}  attempt {Attempt} after exit code {ExitCode}  trigger={Trigger}",
            sync.Pod.Metadata.Name, start.Name, start.Attempt, before.End?.ExitCode, sync.Trigger);
    }

    private void Fail(string container, PodSync sync, StartException failure)
    {
        var options = services.Options;
        var (first, longest) = failure.Reason switch
        {
            Trouble.ErrImagePull or Trouble.ErrImageNeverPull => (options.PullBackoff, options.PullBackoffMax),
            // What is missing may appear at any moment, and asking for it is cheap.
            Trouble.ConfigError or Trouble.MountError => (options.CrashBackoff, options.Resync),
            _ => (options.CrashBackoff, options.CrashBackoffMax),
        };
        var before = sync.State.Of(container).Trouble;
        var trouble = sync.Update(state => state.With(container, record => record with
        {
            Trouble = Trouble.Again(record.Trouble, failure.Reason, failure.Message, services.Time.GetUtcNow(), first, longest),
        })).Of(container).Trouble!;
        if (failure.Reason == Trouble.MountError) services.Events.Warning(sync.Pod, "FailedMount", failure.Message);
        else services.Events.Warning(sync.Pod, "Failed", $"Error: {(trouble.IsOfImage ? failure.Reason : failure.Message)}", PodRules.PathOf(sync.Pod, container));

        // What goes on as it did is no news: else a missing ConfigMap fills the log for as long as it is missing.
        services.Log.Log(
            before is not null && trouble.IsLike(before) ? LogLevel.Debug : LogLevel.Warning,
            "✗ {Reason}: {Pod}/{Container}  {Failure}  again in {Seconds:0.#} s", failure.Reason, sync.Pod.Metadata.Name,
            container, failure.Message, trouble.Wait.TotalSeconds);
    }
}
