using DuckBus.ApiServer.Rules.Pods;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>Pods: what they need, what may change while they run, and the time they get to end.</summary>
internal sealed class PodRules : KindRules<Pod>
{
    private static readonly PodCondition Gated = new()
    {
        Type = "PodScheduled",
        Status = "False",
        Reason = "SchedulingGated",
        Message = "Scheduling is blocked due to non-empty scheduling gates",
    };

    public override IReadOnlyDictionary<string, Func<Resource, string?>> Fields { get; } = FieldsWith<Pod>(
        ("spec.nodeName", pod => pod.Spec.NodeName),
        ("spec.restartPolicy", pod => pod.Spec.RestartPolicy),
        ("spec.schedulerName", pod => pod.Spec.SchedulerName),
        ("spec.serviceAccountName", pod => pod.Spec.ServiceAccountName),
        ("status.phase", pod => pod.Status.Phase),
        ("status.podIP", pod => pod.Status.PodIP));

    protected override Pod Default(Pod resource) => resource with { Spec = PodSpecDefaults.Apply(resource.Spec) };

    protected override Pod PrepareCreate(Pod resource) =>
        resource with
        {
            Spec = resource.Spec.ServiceAccountName is { Length: > 0 }
                ? resource.Spec
                : resource.Spec with { ServiceAccountName = ServiceAccountRules.DefaultName, ServiceAccount = ServiceAccountRules.DefaultName },
            Status = new PodStatus
            {
                Phase = "Pending",
                QosClass = QualityOfService.Of(resource.Spec),
                Conditions = resource.Spec.SchedulingGates is { Count: > 0 } ? [Gated] : null,
            },
        };

    protected override void Validate(Pod resource, Problems problems) => PodSpecRules.Validate(resource.Spec, "spec", problems);

    protected override IEnumerable<string> Warnings(Pod resource) => PodWarnings.Of(resource.Metadata, resource.Spec, "");

    protected override void ValidateCreate(Pod resource, Problems problems)
    {
        problems.Check(resource.Spec.NodeName is null or "" || resource.Spec.SchedulingGates is not { Count: > 0 }, () =>
            StatusCause.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared"));
        problems.Check(resource.Spec.EphemeralContainers is null or [], () =>
            StatusCause.Forbidden("spec.ephemeralContainers", "cannot be set on create; add them to the running pod with kubectl debug"));
    }

    protected override void ValidateUpdate(Pod before, Pod after, Problems problems)
    {
        problems.Check(before.Spec.ActiveDeadlineSeconds is not { } deadline || after.Spec.ActiveDeadlineSeconds <= deadline, () =>
            StatusCause.Invalid("spec.activeDeadlineSeconds", after.Spec.ActiveDeadlineSeconds, "must not be raised or removed"));
        var known = PodSpecDefaults.Apply(before.Spec);
        var kept = (before.Spec.Tolerations ?? []).All(old => (after.Spec.Tolerations ?? []).Any(toleration => JsonEquality.Same(old, toleration)));
        problems.Check(kept, () => StatusCause.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds"));
        problems.Check(JsonEquality.Same(known, WithoutAllowedChanges(known, after.Spec)), () => StatusCause.Forbidden("spec",
            "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` and `spec.tolerations` (only additions)"));
    }

    /// <summary>A pod that no kubelet knows, or that has ended, needs no time; otherwise what was asked for, or its own grace.</summary>
    protected override long GraceSeconds(Pod resource, long? asked)
    {
        if (string.IsNullOrEmpty(resource.Spec.NodeName) || resource.Status.Phase is "Succeeded" or "Failed") return 0;
        var grace = asked ?? resource.Spec.TerminationGracePeriodSeconds ?? 30;
        return grace < 0 ? 1 : grace;
    }

    private static PodSpec WithoutAllowedChanges(PodSpec before, PodSpec after) => after with
    {
        Containers = WithImagesOf(before.Containers, after.Containers) ?? [],
        InitContainers = WithImagesOf(before.InitContainers, after.InitContainers),
        ActiveDeadlineSeconds = before.ActiveDeadlineSeconds,
        Tolerations = before.Tolerations,
        SchedulingGates = OnlyFewer(before.SchedulingGates, after.SchedulingGates) ? before.SchedulingGates : after.SchedulingGates,
    };

    /// <summary>Gates are opened one by one, and never closed again.</summary>
    private static bool OnlyFewer(IReadOnlyList<PodSchedulingGate>? before, IReadOnlyList<PodSchedulingGate>? after) =>
        (after ?? []).All(gate => (before ?? []).Any(old => old.Name == gate.Name));

    private static IReadOnlyList<Container>? WithImagesOf(IReadOnlyList<Container>? before, IReadOnlyList<Container>? after) =>
        before?.Count == after?.Count ? after?.Zip(before!, (now, old) => now with { Image = old.Image }).ToList() : after;
}
