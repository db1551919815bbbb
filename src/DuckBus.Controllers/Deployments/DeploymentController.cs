using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Apps;
using DuckBus.Model.Errors;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// Keeps one ReplicaSet for each template that a Deployment has had, and shifts the pods from the old ones to the new one,
/// step by step.
/// </summary>
public sealed class DeploymentController : Controller
{
    private readonly ICache<Deployment> deployments;
    private readonly ICache<ReplicaSet> sets;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public DeploymentController(ControllerContext context)
        : base(context, "deployment")
    {
        deployments = Watch<Deployment>();
        sets = Watch<ReplicaSet>(Concerned);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (deployments.Get(key) is not { } deployment) return Requeue.None;
        var mine = sets.List(key.Namespace).Where(set => Owners.Controls(deployment, set)).ToList();
        var current = ReplicaSetsOf.Current(deployment, mine);
        if (deployment.Metadata.DeletionTimestamp is null)
        {
            var paused = deployment.Spec.Paused == true;
            var revision = Math.Max(1, current is null
                ? mine.Select(ReplicaSetsOf.RevisionOf).DefaultIfEmpty().Max() + 1
                : mine.Where(set => set != current).Select(ReplicaSetsOf.RevisionOf).Append(ReplicaSetsOf.RevisionOf(current) - 1).Max() + 1);
            if (current is null && !paused) mine.Add(current = await CreateAsync(deployment, mine, revision, cancellationToken));
            if (current is not null) current = await RollAsync(deployment, current, mine, revision, cancellationToken);
            await TidyAsync(deployment, mine, current, cancellationToken);
            if (current is not null) deployment = await NoteRevisionAsync(deployment, revision, cancellationToken);
        }
        return await ReportAsync(deployment, cancellationToken);
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<ReplicaSet> change) =>
        new[] { change.Old, change.New }
            .Select(set => set is null ? null : Owners.ControllerOf(set))
            .Where(owner => owner?.Kind == "Deployment")
            .Select(owner => new ObjectName(change.Latest.Metadata.Namespace ?? "", owner!.Name))
            .Distinct();

    private async Task<ReplicaSet> CreateAsync(
        Deployment deployment, IReadOnlyList<ReplicaSet> old, long revision, CancellationToken cancellationToken)
    {
        for (var collisions = 0; ; collisions++)
        {
            var set = ReplicaSetsOf.New(deployment, TemplateHash.Of(deployment.Spec.Template, collisions), revision);
            var size = Rollout.Step(deployment.Spec, set, old).GetValueOrDefault(set.Metadata.Name!);
            try
            {
                var created = await Api.CreateAsync(set with { Spec = set.Spec with { Replicas = size } }, cancellationToken);
                sets.Observe(created);
                Log.LogInformation(
                    "CREATE: replicaset {Set} with {Size} replicas  trigger={Trigger}", ObjectName.Of(created), size, CurrentTrigger.Word());
                Events.Normal(deployment, "ScalingReplicaSet", $"Scaled up replica set {created.Metadata.Name} to {size}");
                return created;
            }
            catch (StatusException taken) when (taken.IsAlreadyExists && collisions < 9)
            {
                // It is ours, created before the cache knew; else its name is taken by another template, and the next hash is tried.
                var there = await Api.GetAsync<ReplicaSet>(deployment.Metadata.Namespace, set.Metadata.Name!, cancellationToken);
                if (there is null || !Owners.Controls(deployment, there) || !TemplateHash.Same(there.Spec.Template, deployment.Spec.Template))
                    continue;
                sets.Observe(there);
                return there;
            }
        }
    }

    private async Task<ReplicaSet> RollAsync(
        Deployment deployment, ReplicaSet current, List<ReplicaSet> mine, long revision, CancellationToken cancellationToken)
    {
        var name = current.Metadata.Name;
        var sizes = Rollout.Step(deployment.Spec, current, [.. mine.Where(set => set.Metadata.Name != name)]);
        foreach (var set in mine.Where(set => sizes.ContainsKey(set.Metadata.Name!) && (deployment.Spec.Paused != true || mine.Count == 1)).ToList())
        {
            var scaled = await ScaleAsync(deployment, set, sizes[set.Metadata.Name!], set.Metadata.Name == name ? revision : null, cancellationToken);
            mine[mine.IndexOf(set)] = scaled;
            if (set.Metadata.Name == name) current = scaled;
        }
        var annotations = ReplicaSetsOf.Annotations(current.Metadata.Annotations, deployment, revision);
        if (ReferenceEquals(annotations, current.Metadata.Annotations) && current.Spec.MinReadySeconds == deployment.Spec.MinReadySeconds)
            return current;
        return await WriteAsync(
            current with
            {
                Metadata = current.Metadata with { Annotations = annotations },
                Spec = current.Spec with { MinReadySeconds = deployment.Spec.MinReadySeconds },
            },
            cancellationToken);
    }

    private async Task<ReplicaSet> ScaleAsync(Deployment deployment, ReplicaSet set, int size, long? revision, CancellationToken cancellationToken)
    {
        var before = set.Spec.Replicas ?? 1;
        var scaled = await WriteAsync(
            set with
            {
                Spec = set.Spec with { Replicas = size },
                Metadata = set.Metadata with
                {
                    Annotations = ReplicaSetsOf.Annotations(set.Metadata.Annotations, deployment, revision ?? ReplicaSetsOf.RevisionOf(set)),
                },
            },
            cancellationToken);
        var direction = size > before ? "up" : "down";
        Log.LogInformation(
            "SCALE: {Set} {Direction} from {Before} to {Size}  trigger={Trigger}", ObjectName.Of(set), direction, before, size, CurrentTrigger.Word());
        Events.Normal(deployment, "ScalingReplicaSet", before == 0
            ? $"Scaled {direction} replica set {set.Metadata.Name} to {size}"
            : $"Scaled {direction} replica set {set.Metadata.Name} to {size} from {before}");
        return scaled;
    }

    private async Task TidyAsync(Deployment deployment, List<ReplicaSet> mine, ReplicaSet? current, CancellationToken cancellationToken)
    {
        var idle = mine
            .Where(set => set.Metadata.Name != current?.Metadata.Name && set.Spec.Replicas == 0 && set.Status.Replicas == 0
                && set.Metadata.DeletionTimestamp is null)
            .OrderByDescending(ReplicaSetsOf.RevisionOf)
            .Skip(deployment.Spec.RevisionHistoryLimit ?? 10);
        foreach (var set in idle)
            if (await Api.DeleteAsync<ReplicaSet>(
                set.Metadata.Namespace, set.Metadata.Name!, new DeleteOptions(Uid: set.Metadata.Uid, ResourceVersion: set.Metadata.ResourceVersion), cancellationToken))
                sets.ObserveDeleted(set);
    }

    private async Task<Deployment> NoteRevisionAsync(Deployment deployment, long revision, CancellationToken cancellationToken)
    {
        if (ReplicaSetsOf.RevisionOf(deployment) == revision) return deployment;
        var annotations = ReplicaSetsOf.With(
            deployment.Metadata.Annotations, ReplicaSetsOf.Revision, revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var noted = await Api.UpdateAsync(deployment with { Metadata = deployment.Metadata with { Annotations = annotations } }, cancellationToken);
        deployments.Observe(noted);
        return noted;
    }

    private async Task<Requeue> ReportAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var mine = sets.List(deployment.Metadata.Namespace).Where(set => Owners.Controls(deployment, set)).ToList();
        var current = ReplicaSetsOf.Current(deployment, mine);
        var now = Time.GetUtcNow();
        var status = DeploymentStatuses.Of(deployment, current, [.. mine.Where(set => set != current)], now);
        if (!DeploymentStatuses.Same(status, deployment.Status))
        {
            deployment = await Api.UpdateStatusAsync(deployment with { Status = status }, cancellationToken);
            deployments.Observe(deployment);
        }
        return new Requeue(DeploymentStatuses.DeadlineIn(deployment, now));
    }

    private async Task<ReplicaSet> WriteAsync(ReplicaSet set, CancellationToken cancellationToken)
    {
        var written = await Api.UpdateAsync(set, cancellationToken);
        sets.Observe(written);
        return written;
    }
}
