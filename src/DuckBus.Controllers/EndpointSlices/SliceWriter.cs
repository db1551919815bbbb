using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Discovery;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Carries out slice plans, for the controller named <paramref name="manager"/>.</summary>
internal sealed class SliceWriter(ApiClient api, ICache<EndpointSlice> slices, string manager)
{
    /// <summary>The services that a change of a slice concerns: the one whose it is, if the slice is ours.</summary>
    public IEnumerable<ObjectName> Concerned(InformerChange<EndpointSlice> change) => new[] { change.Old, change.New }
        .Where(slice => slice is not null && IsOurs(slice))
        .Select(slice => new ObjectName(slice!.Metadata.Namespace ?? "", slice.Metadata.Labels![SliceLabels.ServiceName]))
        .Distinct();

    /// <summary>The slices of a service that are ours.</summary>
    public List<EndpointSlice> Of(ObjectName service) =>
        [.. slices.List(service.Namespace).Where(slice => IsOurs(slice) && slice.Metadata.Labels![SliceLabels.ServiceName] == service.Name)];

    /// <summary>Brings the slices of a service to what is there.</summary>
    /// <param name="owner">What they follow and go with, named as the service is.</param>
    /// <param name="labels">The labels of each.</param>
    /// <param name="groups">What is there.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task ApplyAsync(
        Resource owner, IReadOnlyDictionary<string, string> labels, IReadOnlyList<EndpointGroup> groups, CancellationToken cancellationToken)
    {
        var service = ObjectName.Of(owner);
        var template = new EndpointSlice
        {
            Metadata = new ObjectMeta { Namespace = service.Namespace, Labels = labels, OwnerReferences = [Owners.ReferenceTo(owner)] },
        };
        var taken = slices.List(service.Namespace).Select(slice => slice.Metadata.Name!).ToHashSet(StringComparer.Ordinal);
        var names = SliceNames.Free(service.Name, owner.Metadata.Uid!, taken);
        var plan = SlicePlan.For(template, Of(service), groups, n => names.ElementAt(n));
        await Task.WhenAll(plan.Update.Select(slice => KeepAsync(api.UpdateAsync(slice, cancellationToken))));
        await Task.WhenAll(plan.Create.Select(slice => CreateAsync(slice, cancellationToken)));
        await DeleteAsync(plan.Delete, cancellationToken);
    }

    /// <summary>Deletes slices.</summary>
    public Task DeleteAsync(IReadOnlyList<EndpointSlice> unused, CancellationToken cancellationToken) => Task.WhenAll(unused.Select(async slice =>
    {
        await api.DeleteAsync<EndpointSlice>(
            slice.Metadata.Namespace, slice.Metadata.Name!, new DeleteOptions(Uid: slice.Metadata.Uid), cancellationToken);
        slices.ObserveDeleted(slice);
    }));

    private async Task CreateAsync(EndpointSlice slice, CancellationToken cancellationToken)
    {
        try
        {
            await KeepAsync(api.CreateAsync(slice, cancellationToken));
        }
        catch (StatusException e) when (e.Code == 403)
        {
            // The namespace has begun to go, and the service with it.
        }
    }

    private async Task KeepAsync(Task<EndpointSlice> written) => slices.Observe(await written);

    private bool IsOurs(EndpointSlice slice) => slice.Metadata.Labels is { } labels
        && labels.GetValueOrDefault(SliceLabels.ManagedBy) == manager && labels.ContainsKey(SliceLabels.ServiceName);
}
