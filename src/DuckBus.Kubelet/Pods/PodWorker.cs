using System.Diagnostics;
using DuckBus.Client.Api;
using DuckBus.Client.Queues;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Nodes;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Statuses;
using DuckBus.Kubelet.Volumes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>
/// Looks after one pod, from the first news of it until nothing of it is left: look, plan, act, tell the status. All pods
/// have a worker of their own, so that none waits for another.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    /// <summary>The time that a pod gets to end that nobody declares any more.</summary>
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProgressAfter = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly PodServices services;
    private readonly PodExecutor executor;
    private readonly PodProber prober;
    private readonly PodVolumes volumes;
    private readonly LastWords words;
    private readonly BackOffEvents backOffs;
    private readonly ITimer wake;
    private volatile PodState state;
    private volatile PodSync? acting;
    private int failures;
    private bool started;
    private bool deleted;

    /// <summary>Creates a worker.</summary>
    /// <param name="identity">The pod.</param>
    /// <param name="known">What the API or the checkpoint told last of the pod's status.</param>
    /// <param name="services">What all workers share.</param>
    public PodWorker(PodIdentity identity, PodStatus known, PodServices services)
    {
        Identity = identity;
        this.services = services;
        volumes = new PodVolumes(services, () => Inbox.Gone ? null : Inbox.Declared);
        executor = new PodExecutor(services, volumes);
        prober = new PodProber(services, TakeVerdict);
        words = new LastWords(services.Runtime);
        backOffs = new BackOffEvents(services);
        state = PodState.From(known, services.Time.GetUtcNow());
        wake = services.Time.CreateTimer(
            _ => Inbox.Call(new Cause(Trigger.Retry), look: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The pod.</summary>
    public PodIdentity Identity { get; }

    /// <summary>Where news for the worker go.</summary>
    public PodInbox Inbox { get; } = new();

    /// <summary>What is known of the pod, also in the middle of a pass.</summary>
    public PodState State => prober.Fold(acting?.State ?? state);

    /// <summary>Whether a pass is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Whether the last pass left nothing to do.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>The pod as the checkpoint keeps it: what is declared, with what is known of its status.</summary>
    public Pod? Snapshot() =>
        Inbox is { Gone: false, Declared: { } pod } ? pod with { Status = StatusMerge.Merge(pod.Status, Status(pod)) } : null;

    /// <summary>Works until nothing of the pod is left.</summary>
    /// <param name="passed">Called after each pass.</param>
    /// <param name="cancellationToken">Stops working; what runs is left running.</param>
    public async Task RunAsync(Action passed, CancellationToken cancellationToken)
    {
        for (var left = true; left;)
        {
            var call = await Inbox.TakeAsync(cancellationToken);
            IsBusy = true;
            try
            {
                left = !await PassAsync(call, cancellationToken);
            }
            finally
            {
                IsBusy = false;
            }

            passed();
        }

        services.Statuses.Forget(Identity.Uid);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        wake.Dispose();
        prober.Dispose();
        volumes.Dispose();
        Inbox.Dispose();
    }

    private async Task<bool> PassAsync(Call call, CancellationToken cancellationToken)
    {
        var cause = call.Causes[0];
        var traces = call.Causes.Select(one => one.Trace).Where(trace => trace != default).Distinct().ToList();
        using var span = services.Telemetry.Spans.StartActivity(
            $"{SpanNames.Reconcile} {Identity.Namespace}/{Identity.Name}", ActivityKind.Internal, traces.FirstOrDefault(),
            links: traces.Skip(1).Select(trace => new ActivityLink(trace)));
        var trigger = cause.Trigger.Word();
        span?.SetTag(Tags.Trigger, trigger).SetTag(Tags.Namespace, Identity.Namespace).SetTag(Tags.Name, Identity.Name)
            .SetTag(Tags.Node, services.Options.NodeName).SetTag(Tags.Controller, "kubelet");
        var begin = services.Time.GetTimestamp();
        var outcome = "ok";
        try
        {
            var done = await ReconcileAsync(call, trigger, cancellationToken);
            failures = 0;
            return done;
        }
        catch (OperationCanceledException) when (call.Interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            outcome = "interrupted";
            Inbox.GiveBack(call);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "error";
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            services.Metrics.Failed();
            LogFailure(failure);
            Inbox.TrustNothing();
            WakeIn(BackOff.Delay(++failures, FirstRetry, LongestRetry));
        }
        finally
        {
            services.Metrics.Reconciled(services.Time.GetElapsedTime(begin), trigger, outcome);
        }

        return false;
    }

    private void LogFailure(Exception failure)
    {
        var expected = failure is RuntimeException or StatusException || ApiHealth.IsOutage(failure, CancellationToken.None);
        var level = !expected ? LogLevel.Error : failures == 0 ? LogLevel.Warning : LogLevel.Debug;
        services.Log.Log(level, expected ? null : failure, "{Pod}: {Failure}; tried again", Identity.Name, failure.Message);
    }

    /// <returns>Whether nothing of the pod is left, here and in the API.</returns>
    private async Task<bool> ReconcileAsync(Call call, string trigger, CancellationToken cancellationToken)
    {
        IsSettled = false;
        state = prober.Fold(state);
        if (call.Look) await LookAsync(call.Causes.Any(cause => cause.Trigger == Trigger.Runtime), cancellationToken);
        if (call.Gone || call.Declared is not { } pod) return await EndAsync(call, Orphan(call), OrphanGrace, trigger, cancellationToken);
        if (pod.Metadata.DeletionTimestamp is not null)
            return await EndAsync(call, pod, PodPlan.GraceLeft(pod, services.Time.GetUtcNow()), trigger, cancellationToken);

        backOffs.Tell(pod, state);
        var plan = PodPlan.Compute(pod, state, services.Options, services.Time.GetUtcNow());
        if (plan.Actions.Count > 0)
        {
            await ActAsync(plan, pod, call, trigger, cancellationToken);
            plan = PodPlan.Compute(pod, state, services.Options, services.Time.GetUtcNow());
        }

        prober.Follow(pod, state);
        await ResumeVolumesAsync(pod, cancellationToken);
        services.Statuses.Post(pod, Status(pod));
        TellStarted(pod);
        IsSettled = plan is { Actions.Count: 0, WakeAt: null };
        if (plan.Actions.Count > 0) Inbox.Call(new Cause(Trigger.Retry, call.Causes[0].Trace), look: false);
        else if (plan.WakeAt is { } at) WakeIn(at - services.Time.GetUtcNow());
        return false;
    }

    /// <summary>After a restart of the kubelet the volumes of a pod that runs are followed again; and labels that changed are shown.</summary>
    private async Task ResumeVolumesAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Spec.Volumes is null or { Count: 0 } || state is not { SandboxRuns: true, IsInUse: true, SandboxId: { } sandbox }) return;
        try
        {
            await volumes.EnsureAsync(pod, sandbox, isNew: false, cancellationToken);
            volumes.Refresh();
        }
        catch (ConfigException missing)
        {
            services.Log.LogDebug("the volumes of {Pod} stay as they are: {Failure}", Identity.Name, missing.Message);
        }
    }

    private async Task LookAsync(bool afterNews, CancellationToken cancellationToken)
    {
        var before = state;
        var found = await services.View.OfAsync(Identity.Uid, container => Knows(before, container), afterNews, cancellationToken);
        var seen = before.Observe(found, services.Runtime.Name, services.Time.GetUtcNow());
        state = Inbox.Declared is { } pod ? await words.ReadAsync(pod, seen, cancellationToken) : seen;
    }

    private static bool Knows(PodState state, RuntimeContainer container) =>
        state.Of(container.Name) is var record && record.Earlier.Contains(container.Id)
        || (record.Id == container.Id && record.Life == container.State && record.StartedAt is not null);

    private async Task ActAsync(PodPlan plan, Pod pod, Call call, string trigger, CancellationToken cancellationToken)
    {
        var sync = acting = new PodSync(pod, trigger, state, call.Interrupted);
        await using var progress = plan.Actions.OfType<PodAction.StartContainer>().Any()
            ? services.Time.CreateTimer(_ => TellProgress(sync), null, ProgressAfter, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            await executor.ExecuteAsync(plan, sync, cancellationToken);
        }
        finally
        {
            state = sync.State;
            acting = null;
        }
    }

    /// <summary>Something takes its time (a pull): the status says so meanwhile. What is quick needs no such word.</summary>
    private void TellProgress(PodSync sync) => services.Statuses.Post(sync.Pod, Status(sync.Pod));

    /// <summary>A probe came to another verdict: the status says so at once, also in the middle of a pass; what to do is for the next pass.</summary>
    private void TakeVerdict()
    {
        if (Inbox is { Gone: false, Declared: { } pod }) services.Statuses.Post(pod, Status(pod));
        Inbox.Call(new Cause(Trigger.Runtime), look: false);
    }

    private async Task<bool> EndAsync(Call call, Pod pod, TimeSpan grace, string trigger, CancellationToken cancellationToken)
    {
        prober.LetDie();
        await ActAsync(PodPlan.Kill(pod, state, grace, HasVolumes(call) ? Identity : null), pod, call, trigger, cancellationToken);
        if (call.Gone || call.Declared is null) return true;
        if (deleted) return false;
        if (pod.Metadata.Finalizers is { Count: > 0 })
        {
            services.Statuses.Post(pod, Status(pod));
            await services.Statuses.FlushAsync(Identity.Uid, cancellationToken);
        }

        await services.Api.DeleteAsync<Pod>(
            Identity.Namespace, Identity.Name, new DeleteOptions(GracePeriodSeconds: 0, Uid: Identity.Uid), cancellationToken);
        deleted = true;
        if (pod.Metadata.Finalizers is { Count: > 0 }) return false;
        services.Pods.ObserveDeleted(services.Pods.Get(new ObjectName(Identity.Namespace, Identity.Name)) ?? pod);
        return true;
    }

    /// <summary>Whether there are volumes to remove. Of an orphan nobody knows.</summary>
    private static bool HasVolumes(Call call) => call.Declared is not { } pod || PodVolumeSpecs.Of(pod).Count > 0;

    /// <summary>A pod of which only its remains on the engine are known.</summary>
    private Pod Orphan(Call call) => call.Declared ?? new Pod
    {
        Metadata = new() { Namespace = Identity.Namespace, Name = Identity.Name, Uid = Identity.Uid },
    };

    private PodStatus Status(Pod pod) =>
        PodStatusBuilder.Build(pod, State, services.Facts, services.Options, services.Time.GetUtcNow());

    private void TellStarted(Pod pod)
    {
        if (started || !pod.Spec.Containers.All(container => state.Of(container.Name).IsRunning)) return;
        started = true;
        if (!services.Runtime.RunsProcesses && IsMoreThanAFile(pod))
            services.Events.Warning(pod, "NotActedOn", $"The {services.Runtime.Name} runtime runs no processes: probes, hooks and volumes of this pod have no effect");
        if (pod.Status.Phase != "Running") services.Metrics.PodStarted(services.Time.GetUtcNow() - state.Since);
    }

    private static bool IsMoreThanAFile(Pod pod) => pod.Spec.Volumes is { Count: > 0 } || pod.Spec.Containers.Any(container =>
        container.LivenessProbe is not null || container.ReadinessProbe is not null || container.StartupProbe is not null || container.Lifecycle is not null);

    private void WakeIn(TimeSpan delay) =>
        wake.Change(delay > TimeSpan.Zero ? delay + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
}
