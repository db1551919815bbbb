using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Subresources;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Policy;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Evictions;

/// <summary>
/// Deletes a pod if the budgets allow it: <c>kubectl drain</c>. The disruption is spent on the budget first, with the optimistic
/// check of every write, so that two servers never spend the last one twice.
/// </summary>
internal sealed class EvictionSubresource(ResourceReader reader, ResourceWriter writer, ResourceCalls calls, TimeProvider time) : Subresource
{
    private static readonly ResourceKind Budget = ResourceKind.Of<PodDisruptionBudget>();

    public override string Name => "eviction";

    public override IReadOnlyList<string> Verbs { get; } = ["create"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Pod);

    public override string KindName(ResourceKind kind) => nameof(Eviction);

    public override string ApiVersion(ResourceKind kind) => "policy/v1";

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var eviction = await calls.ReadAsync<Eviction>(http);
        if (eviction.Metadata.Name is { Length: > 0 } name && name != target.Name)
            throw new StatusException(Status.BadRequest($"metadata.name: \"{name}\" does not match \"{target.Name}\" of the URL"));
        var dryRun = http.Request.DryRun() || eviction.DeleteOptions?.DryRun is ["All"];
        var view = await reader.ViewAsync(version: null, http.RequestAborted);
        var pod = view.Find(target.Key)?.Resource as Pod ?? throw new StatusException(Status.NotFound(target.Kind, target.Name!));
        var deletion = Options(eviction.DeleteOptions);
        if (Covering(view, pod) is { } budget && !Budgets.Ignores(pod))
        {
            if (Budgets.Judge(budget, pod) == EvictionVerdict.Spend) await SpendAsync(budget, pod, dryRun, http.RequestAborted);

            // It was judged as it was seen: a pod that turned ready meanwhile is judged again.
            else deletion = deletion with { Preconditions = (deletion.Preconditions ?? new Preconditions()) with { ResourceVersion = pod.Metadata.ResourceVersion } };
        }

        await MarkAsync(target, pod, deletion, dryRun, http.RequestAborted);
        await writer.DeleteAsync(target.Kind, target.Key, deletion with { Preconditions = deletion.Preconditions is null ? null : deletion.Preconditions with { ResourceVersion = null } }, dryRun, http.RequestAborted);
        await http.Response.WriteStatusAsync(Status.Success(target.Kind, target.Name!, pod.Metadata.Uid) with { Code = 201 });
    }

    private static PodDisruptionBudget? Covering(CacheView view, Pod pod)
    {
        var budgets = view.Of(Budget).In(pod.Metadata.Namespace).Select(item => (PodDisruptionBudget)item.Resource).Where(budget => Budgets.Covers(budget, pod)).ToList();
        return budgets.Count <= 1 ? budgets.FirstOrDefault() : throw new StatusException(Status.BadRequest(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support: " + string.Join(", ", budgets.Select(budget => budget.Metadata.Name))));
    }

    private static DeleteOptions Options(EvictionDeleteOptions? asked) => new()
    {
        GracePeriodSeconds = asked?.GracePeriodSeconds,
        PropagationPolicy = asked?.PropagationPolicy,
        Preconditions = asked?.Preconditions is { } preconditions ? new Preconditions { Uid = preconditions.Uid, ResourceVersion = preconditions.ResourceVersion } : null,
    };

    private async Task SpendAsync(PodDisruptionBudget budget, Pod pod, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            await writer.ChangeAsync(Budget, ResourceKey.Of(budget), version: null,
                current => Budgets.Spend((PodDisruptionBudget)current.Resource, pod.Metadata.Name!, time.GetUtcNow()), manager: null, dryRun, cancellationToken);
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            // The budget went away meanwhile, and with it what it held back.
        }
    }

    /// <summary>Writes into the pod why it goes, and checks the preconditions in the same write.</summary>
    private async Task MarkAsync(ResourceTarget target, Pod pod, DeleteOptions deletion, bool dryRun, CancellationToken cancellationToken)
    {
        var why = new PodCondition
        {
            Type = "DisruptionTarget",
            Status = "True",
            Reason = "EvictionByEvictionAPI",
            Message = "Eviction API: evicting",
            LastTransitionTime = time.GetUtcNow(),
        };
        await writer.ChangeAsync(target.Kind, target.Key, deletion.Preconditions?.ResourceVersion, current =>
        {
            if (deletion.Preconditions?.Uid is { Length: > 0 } uid && uid != current.Uid)
                throw new StatusException(Status.Conflict(target.Kind, target.Name!, $"the UID in the precondition ({uid}) does not match the UID in record ({current.Uid})"));
            if (deletion.Preconditions?.ResourceVersion is { Length: > 0 } version && version != current.Resource.Metadata.ResourceVersion)
                throw new StatusException(Replacement.Changed(target.Kind, target.Name!));
            var latest = (Pod)current.Resource;
            return latest with { Status = latest.Status with { Conditions = [.. (latest.Status.Conditions ?? []).Where(condition => condition.Type != why.Type), why] } };
        }, manager: null, dryRun, cancellationToken);
    }
}
