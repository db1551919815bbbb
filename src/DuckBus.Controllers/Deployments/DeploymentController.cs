using System.Globalization;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Workloads;
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
        var mine = await Api.ClaimAsync(deployment, deployment.Spec.Selector, sets, cancellationToken);
        var current = ReplicaSetsOf.Current(deployment, mine);
        if (deployment.Metadata.DeletionTimestamp is not null) return await ReportAsync(deployment, mine, current, false, cancellationToken);

        var old = mine.Where(set => set != current).ToList();
        var revision = Revisions.Next(old);
        var created = false;
        if (deployment.Spec.Paused == true || Scaling.IsDue(deployment.Spec, mine))
            (mine, current) = await ResizeAsync(deployment, mine, current, revision, Scaling.Sizes(deployment, current, old), cancellationToken);
        else
        {
            if (current is null && Rollout.MayStart(deployment.Spec, old))
            {
                mine.Add(current = await CreateAsync(deployment, old, revision, cancellationToken));
                created = true;
            }
            (mine, current) = await ResizeAsync(deployment, mine, current, revision, Rollout.Step(deployment.Spec, current, old), cancellationToken);
        }
        if (current is not null) deployment = await NoteRevisionAsync(deployment, current, cancellationToken);
        return await ReportAsync(deployment, mine, current, created, cancellationToken);
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<ReplicaSet> change) =>
        Claiming.Concerned(change, deployments, deployment => deployment.Spec.Selector);

    /// <summary>Creates the ReplicaSet of the present template with as many pods as the first step allows.</summary>
    private async Task<ReplicaSet> CreateAsync(Deployment deployment, IReadOnlyList<ReplicaSet> old, long revision, CancellationToken cancellationToken)
    {
        var set = ReplicaSetsOf.New(deployment, revision);
        var size = Rollout.Step(deployment.Spec, set, old).GetValueOrDefault(set.Metadata.Name!);
        try
        {
            var created = await Api.CreateAsync(set with { Spec = set.Spec with { Replicas = size } }, cancellationToken);
            sets.Observe(created);
            Log.LogInformation(
                "CREATE: replicaset {Set} with {Size} replicas  trigger={Trigger}", ObjectName.Of(created), size, CurrentTrigger.Word());
            if (size > 0) Events.Normal(deployment, "ScalingReplicaSet", $"Scaled up replica set {created.Metadata.Name} from 0 to {size}");
            return created;
        }
        catch (StatusException taken) when (taken.IsAlreadyExists)
        {
            return await MeetAsync(deployment, set, taken, cancellationToken);
        }
        catch (StatusException refused) when (refused.Code < 500 && !refused.IsConflict)
        {
            var message = $"Failed to create new replica set \"{set.Metadata.Name}\": {refused.Message}";
            Events.Warning(deployment, "ReplicaSetCreateError", message);
            var now = Time.GetUtcNow();
            await WriteStatusAsync(deployment, Progress.Refused(deployment, DeploymentStatuses.Of(deployment, null, old, now), message, now), cancellationToken);
            throw;
        }
    }

    /// <summary>The name is taken: by the very ReplicaSet, which the cache does not know yet, or by another with the same hash.</summary>
    private async Task<ReplicaSet> MeetAsync(Deployment deployment, ReplicaSet set, StatusException taken, CancellationToken cancellationToken)
    {
        var there = await Api.GetAsync<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name!, cancellationToken);
        if (there is not null && Owners.Controls(deployment, there) && TemplateHash.Same(there.Spec.Template, deployment.Spec.Template))
        {
            sets.Observe(there);
            return there;
        }

        // The count makes another hash, and the next try another name.
        var collided = deployment.Status with { CollisionCount = (deployment.Status.CollisionCount ?? 0) + 1 };
        if (there is not null) await WriteStatusAsync(deployment, collided, cancellationToken);
        throw taken;
    }

    /// <summary>Gives the ReplicaSets their sizes, and notes on them what they are by now; each that differs is written once.</summary>
    private async Task<(List<ReplicaSet> All, ReplicaSet? Current)> ResizeAsync(
        Deployment deployment, IReadOnlyList<ReplicaSet> mine, ReplicaSet? current, long revision, IReadOnlyDictionary<string, int> sizes, CancellationToken cancellationToken)
    {
        var all = new List<ReplicaSet>();
        ReplicaSet? latest = null;
        foreach (var set in mine)
        {
            var before = Rollout.Size(set);
            var size = sizes.GetValueOrDefault(set.Metadata.Name!, before);
            var wanted = set == current ? Revisions.Noted(set, deployment, revision) : set;
            if (size > 0 || size != before) wanted = Revisions.Sized(wanted, deployment.Spec);
            if (size != before) wanted = wanted with { Spec = wanted.Spec with { Replicas = size } };
            var written = ReferenceEquals(wanted, set) ? set : await Api.UpdateAsync(wanted, cancellationToken);
            sets.Observe(written);
            if (size != before) Tell(deployment, set, before, size);
            if (set == current) latest = written;
            all.Add(written);
        }
        return (all, latest);
    }

    private void Tell(Deployment deployment, ReplicaSet set, int before, int size)
    {
        var direction = size > before ? "up" : "down";
        Log.LogInformation(
            "SCALE: {Set} {Direction} from {Before} to {Size}  trigger={Trigger}", ObjectName.Of(set), direction, before, size, CurrentTrigger.Word());
        Events.Normal(deployment, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Metadata.Name} from {before} to {size}");
    }

    private async Task<Deployment> NoteRevisionAsync(Deployment deployment, ReplicaSet current, CancellationToken cancellationToken)
    {
        var annotations = deployment.Metadata.Annotations.With(Revisions.Annotation, Revisions.Of(current).ToString(CultureInfo.InvariantCulture));
        if (ReferenceEquals(annotations, deployment.Metadata.Annotations)) return deployment;
        var noted = await Api.UpdateAsync(deployment with { Metadata = deployment.Metadata with { Annotations = annotations } }, cancellationToken);
        deployments.Observe(noted);
        return noted;
    }

    private async Task<Requeue> ReportAsync(
        Deployment deployment, IReadOnlyList<ReplicaSet> mine, ReplicaSet? current, bool created, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var old = mine.Where(set => set != current).ToList();
        var status = Progress.Told(deployment, DeploymentStatuses.Of(deployment, current, old, now), current, created, now);
        deployment = await WriteStatusAsync(deployment, status, cancellationToken);
        if (deployment.Metadata.DeletionTimestamp is null && (deployment.Spec.Paused == true || DeploymentStatuses.IsComplete(deployment.Spec, status)))
            foreach (var set in Rollout.Surplus(deployment.Spec, old)) await ForgetAsync(set, cancellationToken);
        return new Requeue(Progress.DeadlineIn(deployment, now));
    }

    private async Task<Deployment> WriteStatusAsync(Deployment deployment, DeploymentStatus status, CancellationToken cancellationToken)
    {
        if (DeploymentStatuses.Same(status, deployment.Status)) return deployment;
        var written = await Api.UpdateStatusAsync(deployment with { Status = status }, cancellationToken);
        deployments.Observe(written);
        return written;
    }

    private async Task ForgetAsync(ReplicaSet set, CancellationToken cancellationToken)
    {
        var unchanged = new DeleteOptions(Uid: set.Metadata.Uid, ResourceVersion: set.Metadata.ResourceVersion);
        if (await Api.DeleteAsync<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name!, unchanged, cancellationToken)) sets.ObserveDeleted(set);
    }
}
