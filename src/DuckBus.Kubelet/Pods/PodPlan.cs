using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>What to do for a pod now, and when to look again. Pure: the same pod, state and time give the same plan.</summary>
/// <param name="Actions">In the order: leave the services, remove, stop, create the sandbox, start containers (those in parallel).</param>
/// <param name="WakeAt">When a back-off or a deadline ends; null if only news can change anything.</param>
internal sealed record PodPlan(IReadOnlyList<PodAction> Actions, DateTimeOffset? WakeAt)
{
    /// <summary>The time between SIGTERM and SIGKILL where the pod does not say.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    /// <summary>The plan for a pod that is to run.</summary>
    public static PodPlan Compute(Pod pod, PodState state, KubeletOptions options, DateTimeOffset now) =>
        new Planner(pod, state, options, now).Plan();

    /// <summary>The plan for a pod that is to go: leave the services, stop what runs, remove everything.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="grace">The time that its containers get to end by themselves.</param>
    /// <param name="volumesOf">The pod, if it has volumes.</param>
    public static PodPlan Kill(Pod pod, PodState state, TimeSpan grace, PodIdentity? volumesOf = null)
    {
        var stops = Stops(pod, state, grace).ToList();
        // Who is to go at once does not wait, and what does not run serves nobody.
        PodAction[] leave = stops.Count > 0 && grace > TimeSpan.Zero && state.Ip is { } ip ? [new PodAction.LeaveServices(ip)] : [];
        var sandboxes = state.Leftovers.Concat(state.SandboxId is null ? [] : [state.SandboxId])
            .Select(id => (PodAction)new PodAction.RemoveSandbox(id));
        PodAction[] volumes = volumesOf is null ? [] : [new PodAction.RemoveVolumes(volumesOf)];
        return new PodPlan([.. leave, .. stops, .. sandboxes, .. volumes], null);
    }

    /// <summary>The time that is left for a graceful end.</summary>
    /// <param name="pod">A pod that is being deleted.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan GraceLeft(Pod pod, DateTimeOffset now)
    {
        var grace = pod.Metadata.DeletionGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Grace(pod);
        // The API sets the timestamp to the moment when the grace period ends. Its clock may differ: never more than the period.
        var left = pod.Metadata.DeletionTimestamp is { } end ? end - now : grace;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > grace ? grace : left;
    }

    /// <summary>The pod's own time for a graceful end.</summary>
    public static TimeSpan Grace(Pod pod) =>
        pod.Spec.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultGrace;

    /// <summary>All that runs is stopped; sidecars serve the others to the end, and go after them in the reverse order of their start.</summary>
    private static IEnumerable<PodAction> Stops(Pod pod, PodState state, TimeSpan grace)
    {
        var sidecars = pod.Spec.Sidecars().Select(container => container.Name).Reverse().ToList();
        return state.Containers.Values
            .Where(record => record.IsRunning)
            .Select(record => new PodAction.StopContainer(record.Name, record.Id!, grace, Turn: sidecars.IndexOf(record.Name) + 1));
    }

    private sealed class Planner(Pod pod, PodState state, KubeletOptions options, DateTimeOffset now)
    {
        private readonly List<PodAction> removals = [.. state.Leftovers.Select(id => new PodAction.RemoveSandbox(id))];
        private readonly List<PodAction> stops = [];
        private readonly List<PodAction> starts = [];
        private DateTimeOffset? wakeAt;

        public PodPlan Plan()
        {
            if (PodRules.IsFinished(pod, state, now)) return Finish();
            if (PodRules.Deadline(pod, state) is { } deadline) WakeAt(deadline);

            foreach (var container in Due()) Decide(container);
            if (starts.Count > 0 && !state.SandboxRuns) NewSandbox();
            return new PodPlan([.. removals, .. stops, .. starts], wakeAt);
        }

        /// <summary>
        /// Init containers come first, one after the other; then all others at once. Sidecars that have had their turn are kept
        /// running meanwhile. Who looks on need not wait.
        /// </summary>
        private IEnumerable<Container> Due()
        {
            var next = PodRules.NextInitContainer(pod, state);
            return (pod.Spec.InitContainers ?? []).TakeWhile(container => container != next).Where(container => container.IsSidecar)
                .Concat(next is null ? pod.Spec.Containers : [next])
                .Concat(PodRules.NewEphemeralContainers(pod, state));
        }

        private void Decide(Container container)
        {
            var record = state.Of(container.Name);
            if (record.IsRunning)
            {
                if (record.Image == container.Image)
                {
                    Condemn(container, record);
                    return;
                }

                stops.Add(new PodAction.StopContainer(container.Name, record.Id!, Grace(pod), $"Container {container.Name} definition changed, will be restarted"));
                starts.Add(new PodAction.StartContainer(container.Name, record.NextAttempt, 0));
                return;
            }

            if (Wait(record.Trouble)) return;
            var crashes = record.Crashes;
            if (record.IsOver && !PodRules.RunsAnew(pod, state, record))
            {
                if (!PodRules.Restarts(pod, record)) return;
                crashes = CrashesBefore(record, container);
                if (Wait(record, crashes++)) return;
            }

            if (record.Life == ContainerLife.Created) removals.Add(new PodAction.RemoveContainer(record.Id!));
            removals.AddRange(record.Earlier.Select(id => new PodAction.RemoveContainer(id)));
            starts.Add(new PodAction.StartContainer(container.Name, record.NextAttempt, crashes));
        }

        /// <summary>A container that failed its probe is only stopped here: what follows is what follows any end of it.</summary>
        private void Condemn(Container container, ContainerRecord record)
        {
            if (record.Health.Condemned is not { } kind) return;
            var restarted = PodRules.RestartPolicy(pod) == "Never" && !container.IsSidecar ? "" : ", will be restarted";
            stops.Add(new PodAction.StopContainer(
                container.Name, record.Id!, ContainerHealth.Grace(pod, container, kind),
                $"Container {container.Name} failed {kind.ToString().ToLowerInvariant()} probe{restarted}"));
        }

        private int CrashesBefore(ContainerRecord record, Container container)
        {
            var ran = record.End is { StartedAt: { } start, FinishedAt: { } end } ? end - start : TimeSpan.Zero;
            return ran >= options.CrashBackoffReset || record.Image != container.Image ? 0 : record.Crashes;
        }

        private bool Wait(Trouble? trouble)
        {
            if (trouble is null || trouble.RetryAt <= now) return false;
            WakeAt(trouble.RetryAt);
            if (trouble.BackoffShownFrom is { } shown && shown > now) WakeAt(shown);
            return true;
        }

        private bool Wait(ContainerRecord record, int crashes)
        {
            var startAt = PodRules.RestartAt(record with { Crashes = crashes }, options);
            if (startAt <= now) return false;
            WakeAt(startAt);
            return true;
        }

        private void NewSandbox()
        {
            if (Wait(state.SandboxTrouble))
            {
                starts.Clear();
                return;
            }

            if (state.SandboxId is { } dead)
            {
                // The containers of a dead sandbox go with it.
                removals.RemoveAll(action => action is PodAction.RemoveContainer);
                stops.Clear();
                removals.Add(new PodAction.RemoveSandbox(dead));
            }

            starts.Insert(0, new PodAction.CreateSandbox());
        }

        private PodPlan Finish()
        {
            stops.AddRange(Stops(pod, state, Grace(pod)));
            if (state is { SandboxRuns: true, SandboxId: { } id }) stops.Add(new PodAction.StopSandbox(id));
            return new PodPlan([.. removals, .. stops], null);
        }

        private void WakeAt(DateTimeOffset at) => wakeAt = wakeAt is { } known && known < at ? known : at;
    }
}
